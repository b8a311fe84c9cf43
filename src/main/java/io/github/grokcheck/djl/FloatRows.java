package io.github.grokcheck.djl;

import java.util.Arrays;

/** {@link Rows} of float32. */
final class FloatRows extends Rows {
    private final float[][] rows;

    FloatRows(int count, int width) {
        rows = new float[count][width];
    }

    private FloatRows(float[][] rows) {
        this.rows = rows;
    }

    @Override
    Rows slice(int from, int to) {
        return new FloatRows(Arrays.copyOfRange(rows, from, to));
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
    void dots(int row, Rows others, int first, int second, double[] withFirst, double[] withSecond) {
        float[] left = rows[row];
        float[] ofFirst = of(others, first);
        float[] ofSecond = of(others, second);
        int length = left.length / withFirst.length;
        int part = 0;
        for (; part + 4 <= withFirst.length; part += 4) {
            eightDots(left, ofFirst, ofSecond, length, part, withFirst, withSecond);
        }
        for (; part < withFirst.length; part++) {
            float sumOfFirst = 0;
            float sumOfSecond = 0;
            for (int j = part * length; j < (part + 1) * length; j++) {
                sumOfFirst += left[j] * ofFirst[j];
                sumOfSecond += left[j] * ofSecond[j];
            }
            withFirst[part] = sumOfFirst;
            withSecond[part] = sumOfSecond;
        }
    }

    /** Side by side, because each addition waits for the one before. */
    private static void eightDots(
            float[] left,
            float[] first,
            float[] second,
            int length,
            int part,
            double[] withFirst,
            double[] withSecond) {
        int at0 = part * length;
        int at1 = at0 + length;
        int at2 = at1 + length;
        int at3 = at2 + length;
        float first0 = 0;
        float first1 = 0;
        float first2 = 0;
        float first3 = 0;
        float second0 = 0;
        float second1 = 0;
        float second2 = 0;
        float second3 = 0;
        for (int j = 0; j < length; j++) {
            float left0 = left[at0 + j];
            float left1 = left[at1 + j];
            float left2 = left[at2 + j];
            float left3 = left[at3 + j];
            first0 += left0 * first[at0 + j];
            first1 += left1 * first[at1 + j];
            first2 += left2 * first[at2 + j];
            first3 += left3 * first[at3 + j];
            second0 += left0 * second[at0 + j];
            second1 += left1 * second[at1 + j];
            second2 += left2 * second[at2 + j];
            second3 += left3 * second[at3 + j];
        }
        withFirst[part] = first0;
        withFirst[part + 1] = first1;
        withFirst[part + 2] = first2;
        withFirst[part + 3] = first3;
        withSecond[part] = second0;
        withSecond[part + 1] = second1;
        withSecond[part + 2] = second2;
        withSecond[part + 3] = second3;
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
