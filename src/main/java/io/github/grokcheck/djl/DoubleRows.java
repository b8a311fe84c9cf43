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
    void sum(int row, Rows start, int startRow, double[] factors, Rows from, int[] fromRows, int count) {
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
    void dots(int row, Rows other, int otherRow, double[] products) {
        double[] left = rows[row];
        double[] right = of(other, otherRow);
        int length = left.length / products.length;
        int part = 0;
        for (; part + 4 <= products.length; part += 4) {
            fourDots(left, right, length, part, products);
        }
        for (; part < products.length; part++) {
            double sum = 0;
            for (int j = part * length; j < (part + 1) * length; j++) {
                sum += left[j] * right[j];
            }
            products[part] = sum;
        }
    }

    /** Side by side, because each addition waits for the one before. */
    private static void fourDots(double[] left, double[] right, int length, int part, double[] products) {
        int first = part * length;
        int second = first + length;
        int third = second + length;
        int fourth = third + length;
        double ofFirst = 0;
        double ofSecond = 0;
        double ofThird = 0;
        double ofFourth = 0;
        for (int j = 0; j < length; j++) {
            ofFirst += left[first + j] * right[first + j];
            ofSecond += left[second + j] * right[second + j];
            ofThird += left[third + j] * right[third + j];
            ofFourth += left[fourth + j] * right[fourth + j];
        }
        products[part] = ofFirst;
        products[part + 1] = ofSecond;
        products[part + 2] = ofThird;
        products[part + 3] = ofFourth;
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
