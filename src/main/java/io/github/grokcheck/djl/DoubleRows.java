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
    double dot(int row, Rows other, int otherRow, int start, int end) {
        double[] left = rows[row];
        double[] right = of(other, otherRow);
        double sum = 0;
        for (int j = start; j < end; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    @Override
    void setQuotients(int row, double[] values, double divisor) {
        double[] to = rows[row];
        for (int j = 0; j < to.length; j++) {
            to[j] = values[j] / divisor;
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
