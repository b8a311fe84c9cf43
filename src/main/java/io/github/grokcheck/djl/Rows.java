package io.github.grokcheck.djl;

import ai.djl.ndarray.types.DataType;

/**
 * Equally long rows of numbers of one precision, on the Java side of the engine, for the parts of a step that are no
 * matrix products. Each row is an array of its own: the just-in-time compiler vectorises loops over arrays that start at
 * 0, and was measured not to vectorise them over slices of one array.
 *
 * <p>Java has no generics over primitive types, so there is one class per precision, the same line by line: float32 for
 * training, float64 for the check against autograd.
 */
abstract sealed class Rows permits FloatRows, DoubleRows {

    /** Rows of zeros. */
    static Rows of(DataType type, int count, int width) {
        return type == DataType.FLOAT64 ? new DoubleRows(count, width) : new FloatRows(count, width);
    }

    abstract int count();

    /** Sets every number to zero. */
    abstract void clear();

    /** row ← row + factor · from's row. */
    abstract void addScaled(int row, double factor, Rows from, int fromRow);

    /**
     * row ← start's row + each of a list of scaled rows, added one after the other: the same bits as one call for each,
     * with fewer passes over the row.
     */
    abstract void sum(int row, Rows start, int startRow, double[] factors, Rows from, int[] fromRows);

    /** The first {@code columns} of a row: x ← max(x, 0). */
    abstract void rectify(int row, int columns);

    /**
     * The product of a row with each of as many others as there are {@code dots}: Σ_j row[j] · other[j], summed from
     * left to right in the rows' precision.
     */
    abstract void dots(int row, Rows others, int[] otherRows, double[] dots);

    /** Rounds {@code length} values, from value {@code offset} on, into a row from a column on. */
    abstract void round(int row, int column, double[] values, int offset, int length);

    /** Reads {@code length} numbers of engine memory, from number {@code offset} on, into a row from a column on. */
    abstract void load(int row, int column, EngineMemory memory, int offset, int length);

    /** Writes {@code length} numbers of a row, from a column on, into engine memory from number {@code offset} on. */
    abstract void store(int row, int column, EngineMemory memory, int offset, int length);

    /** Numbers in a row. */
    abstract int width();

    /** Reads all rows from contiguous memory. */
    final void load(EngineMemory memory) {
        for (int row = 0; row < count(); row++) {
            load(row, 0, memory, row * width(), width());
        }
    }

    /** Writes all rows to contiguous memory. */
    final void store(EngineMemory memory) {
        for (int row = 0; row < count(); row++) {
            store(row, 0, memory, row * width(), width());
        }
    }
}
