package io.github.grokcheck.djl;

import java.util.Arrays;

/** {@link Rows} of float32. */
final class FloatRows extends Rows {
    private final float[][] rows;

    FloatRows(int count, int width) {
        rows = new float[count][width];
    }

    private static float[] of(Rows rows, int row) {
        return ((FloatRows) rows).rows[row];
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
        for (float[] row : rows) {
            Arrays.fill(row, 0);
        }
    }

    @Override
    void addScaled(int row, double factor, Rows from, int fromRow) {
        sum(rows[row], rows[row], (float) factor, of(from, fromRow));
    }

    @Override
    void sum(int row, Rows start, int startRow, double[] factors, Rows from, int[] fromRows, int count) {
        float[] to = rows[row];
        float[] before = of(start, startRow);
        if (count == 0 && before != to) {
            System.arraycopy(before, 0, to, 0, to.length);
        }
        float[][] summands = ((FloatRows) from).rows;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            sum(
                    to,
                    before,
                    (float) factors[i],
                    summands[fromRows[i]],
                    (float) factors[i + 1],
                    summands[fromRows[i + 1]],
                    (float) factors[i + 2],
                    summands[fromRows[i + 2]],
                    (float) factors[i + 3],
                    summands[fromRows[i + 3]]);
            before = to;
        }
        for (; i < count; i++) {
            sum(to, before, (float) factors[i], summands[fromRows[i]]);
            before = to;
        }
    }

    private static void sum(float[] to, float[] before, float factor, float[] from) {
        for (int j = 0; j < to.length; j++) {
            to[j] = before[j] + factor * from[j];
        }
    }

    private static void sum(
            float[] to,
            float[] before,
            float first,
            float[] fromFirst,
            float second,
            float[] fromSecond,
            float third,
            float[] fromThird,
            float fourth,
            float[] fromFourth) {
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
        float[] values = rows[row];
        for (int j = 0; j < columns; j++) {
            values[j] = Math.max(values[j], 0);
        }
    }

    @Override
    void dots(int row, Rows other, int otherRow, double[] products) {
        float[] left = rows[row];
        float[] right = of(other, otherRow);
        int length = left.length / products.length;
        int part = 0;
        for (; part + 4 <= products.length; part += 4) {
            fourDots(left, right, length, part, products);
        }
        for (; part < products.length; part++) {
            float sum = 0;
            for (int j = part * length; j < (part + 1) * length; j++) {
                sum += left[j] * right[j];
            }
            products[part] = sum;
        }
    }

    /** Side by side, because each addition waits for the one before. */
    private static void fourDots(float[] left, float[] right, int length, int part, double[] products) {
        int first = part * length;
        int second = first + length;
        int third = second + length;
        int fourth = third + length;
        float ofFirst = 0;
        float ofSecond = 0;
        float ofThird = 0;
        float ofFourth = 0;
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
        float[] to = rows[row];
        for (int j = 0; j < length; j++) {
            to[column + j] = (float) values[offset + j];
        }
    }

    @Override
    void load(int row, int column, EngineMemory memory, int offset, int length) {
        memory.floats().get(offset, rows[row], column, length);
    }

    @Override
    void store(int row, int column, EngineMemory memory, int offset, int length) {
        memory.floats().put(offset, rows[row], column, length);
    }
}
