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
    void sum(int row, Rows start, int startRow, double[] factors, Rows from, int[] fromRows) {
        int count = fromRows.length;
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
    void dots(int row, Rows others, int[] otherRows, double[] dots) {
        float[] left = rows[row];
        float[][] right = ((FloatRows) others).rows;
        int i = 0;
        for (; i + 8 <= dots.length; i += 8) {
            eightDots(left, right, otherRows, i, dots);
        }
        for (; i < dots.length; i++) {
            dots[i] = dot(left, right[otherRows[i]]);
        }
    }

    private static float dot(float[] left, float[] right) {
        float sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    /** Side by side, because each addition waits for the one before. */
    private static void eightDots(float[] left, float[][] right, int[] otherRows, int at, double[] dots) {
        float[] first = right[otherRows[at]];
        float[] second = right[otherRows[at + 1]];
        float[] third = right[otherRows[at + 2]];
        float[] fourth = right[otherRows[at + 3]];
        float[] fifth = right[otherRows[at + 4]];
        float[] sixth = right[otherRows[at + 5]];
        float[] seventh = right[otherRows[at + 6]];
        float[] eighth = right[otherRows[at + 7]];
        float ofFirst = 0;
        float ofSecond = 0;
        float ofThird = 0;
        float ofFourth = 0;
        float ofFifth = 0;
        float ofSixth = 0;
        float ofSeventh = 0;
        float ofEighth = 0;
        for (int j = 0; j < left.length; j++) {
            float factor = left[j];
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
