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
    void copy(int row, Rows from, int fromRow) {
        System.arraycopy(of(from, fromRow), 0, rows[row], 0, rows[row].length);
    }

    @Override
    void addScaled(int row, double factor, Rows from, int fromRow) {
        addScaled(rows[row], (double) factor, of(from, fromRow));
    }

    private static void addScaled(double[] to, double factor, double[] from) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * from[j];
        }
    }

    @Override
    void addScaled(int row, double factor, int fromRow, double nextFactor, int nextFromRow, Rows from) {
        addScaled(rows[row], (double) factor, of(from, fromRow), (double) nextFactor, of(from, nextFromRow));
    }

    private static void addScaled(double[] to, double factor, double[] from, double nextFactor, double[] next) {
        for (int j = 0; j < to.length; j++) {
            to[j] = to[j] + factor * from[j] + nextFactor * next[j];
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
    void set(int row, int column, double value) {
        rows[row][column] = (double) value;
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
