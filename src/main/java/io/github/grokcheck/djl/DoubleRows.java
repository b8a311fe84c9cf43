package io.github.grokcheck.djl;

import java.util.Arrays;

/** {@link Rows} of float64. */
final class DoubleRows extends Rows {
    private final double[][] rows;

    DoubleRows(int count, int width) {
        rows = new double[count][width];
    }

    private static double[] of(Rows rows, int row) {
        return ((DoubleRows) rows).rows[row];
    }

    @Override
    int count() {
        return rows.length;
    }

    @Override
    int width() {
        return rows[0].length;
    }

    @Override
    void clear() {
        for (double[] row : rows) {
            Arrays.fill(row, 0);
        }
    }

    @Override
    void addScaled(int row, double factor, Rows from, int fromRow) {
        sum(rows[row], rows[row], factor, of(from, fromRow));
    }

    @Override
    void sum(int row, Rows start, int startRow, double[] factors, Rows from, int[] fromRows) {
        int count = fromRows.length;
        double[] to = rows[row];
        double[] before = of(start, startRow);
        if (count == 0 && before != to) {
            System.arraycopy(before, 0, to, 0, to.length);
        }
        double[][] summands = ((DoubleRows) from).rows;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            sum(
                    to,
                    before,
                    factors[i],
                    summands[fromRows[i]],
                    factors[i + 1],
                    summands[fromRows[i + 1]],
                    factors[i + 2],
                    summands[fromRows[i + 2]],
                    factors[i + 3],
                    summands[fromRows[i + 3]]);
            before = to;
        }
        for (; i < count; i++) {
            sum(to, before, factors[i], summands[fromRows[i]]);
            before = to;
        }
    }

    private static void sum(double[] to, double[] before, double factor, double[] from) {
        for (int j = 0; j < to.length; j++) {
            to[j] = before[j] + factor * from[j];
        }
    }

    private static void sum(
            double[] to,
            double[] before,
            double first,
            double[] fromFirst,
            double second,
            double[] fromSecond,
            double third,
            double[] fromThird,
            double fourth,
            double[] fromFourth) {
        for (int j = 0; j < to.length; j++) {
            to[j] = before[j]
                    + first * fromFirst[j]
                    + second * fromSecond[j]
                    + third * fromThird[j]
                    + fourth * fromFourth[j];
        }
    }

    @Override
    void rectify(int row, int columns) {
        double[] values = rows[row];
        for (int j = 0; j < columns; j++) {
            values[j] = Math.max(values[j], 0);
        }
    }

    @Override
    void dots(int row, Rows others, int[] otherRows, double[] dots) {
        double[] left = rows[row];
        double[][] right = ((DoubleRows) others).rows;
        int i = 0;
        for (; i + 8 <= dots.length; i += 8) {
            eightDots(left, right, otherRows, i, dots);
        }
        for (; i < dots.length; i++) {
            dots[i] = dot(left, right[otherRows[i]]);
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    /** Side by side, because each addition waits for the one before. */
    private static void eightDots(double[] left, double[][] right, int[] otherRows, int at, double[] dots) {
        double[] first = right[otherRows[at]];
        double[] second = right[otherRows[at + 1]];
        double[] third = right[otherRows[at + 2]];
        double[] fourth = right[otherRows[at + 3]];
        double[] fifth = right[otherRows[at + 4]];
        double[] sixth = right[otherRows[at + 5]];
        double[] seventh = right[otherRows[at + 6]];
        double[] eighth = right[otherRows[at + 7]];
        double ofFirst = 0;
        double ofSecond = 0;
        double ofThird = 0;
        double ofFourth = 0;
        double ofFifth = 0;
        double ofSixth = 0;
        double ofSeventh = 0;
        double ofEighth = 0;
        for (int j = 0; j < left.length; j++) {
            double factor = left[j];
            ofFirst += factor * first[j];
            ofSecond += factor * second[j];
            ofThird += factor * third[j];
            ofFourth += factor * fourth[j];
            ofFifth += factor * fifth[j];
            ofSixth += factor * sixth[j];
            ofSeventh += factor * seventh[j];
            ofEighth += factor * eighth[j];
        }
        dots[at] = ofFirst;
        dots[at + 1] = ofSecond;
        dots[at + 2] = ofThird;
        dots[at + 3] = ofFourth;
        dots[at + 4] = ofFifth;
        dots[at + 5] = ofSixth;
        dots[at + 6] = ofSeventh;
        dots[at + 7] = ofEighth;
    }

    @Override
    void round(int row, int column, double[] values, int offset, int length) {
        double[] to = rows[row];
        for (int j = 0; j < length; j++) {
            to[column + j] = values[offset + j];
        }
    }

    @Override
    void load(int row, int column, EngineMemory memory, int offset, int length) {
        memory.doubles().get(offset, rows[row], column, length);
    }

    @Override
    void store(int row, int column, EngineMemory memory, int offset, int length) {
        memory.doubles().put(offset, rows[row], column, length);
    }
}
