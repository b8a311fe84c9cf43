package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Memory on the processor that the engine sees as an array and Java as a buffer, without a copy. The buffers are valid as
 * long as the array is open.
 *
 * @param array the engine's side
 * @param floats Java's side of float32 numbers
 * @param doubles Java's side of float64 numbers
 */
record EngineMemory(NDArray array, FloatBuffer floats, DoubleBuffer doubles) {
    /** The engine's own arrays begin at multiples of this, and the bits of a product may depend on it. */
    private static final int ALIGNMENT = 64;

    private static EngineMemory of(NDArray array, ByteBuffer bytes) {
        return new EngineMemory(array, bytes.asFloatBuffer(), bytes.asDoubleBuffer());
    }

    /** New memory, zeros. */
    static EngineMemory allocate(NDManager manager, DataType type, long... sizes) {
        Shape shape = new Shape(sizes);
        int length = Math.toIntExact(shape.size() * type.getNumOfBytes());
        ByteBuffer bytes = ByteBuffer.allocateDirect(length + 2 * ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .slice(0, length)
                .order(ByteOrder.nativeOrder());
        return of(manager.create(bytes, shape, type), bytes);
    }

    /** The memory of an array; of one that is not contiguous it is a copy, of use only to read. */
    static EngineMemory of(NDArray array) {
        return of(array, array.toByteBuffer(true).order(ByteOrder.nativeOrder()));
    }
}
