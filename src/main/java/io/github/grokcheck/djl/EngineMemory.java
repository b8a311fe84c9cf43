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
 * Memory on the processor that the engine sees as an array and Java as a buffer, without a copy.
 *
 * @param array the engine's side
 * @param bytes Java's side; valid as long as the array is open
 */
record EngineMemory(NDArray array, ByteBuffer bytes, FloatBuffer floats, DoubleBuffer doubles) {

    private EngineMemory(NDArray array, ByteBuffer bytes) {
        this(array, bytes, bytes.asFloatBuffer(), bytes.asDoubleBuffer());
    }

    /** New memory, zeros. */
    static EngineMemory allocate(NDManager manager, DataType type, long... sizes) {
        Shape shape = new Shape(sizes);
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * type.getNumOfBytes()))
                .order(ByteOrder.nativeOrder());
        return new EngineMemory(manager.create(bytes, shape, type), bytes);
    }

    /** The memory of a contiguous array. */
    static EngineMemory of(NDArray array) {
        return new EngineMemory(array, array.toByteBuffer(true).order(ByteOrder.nativeOrder()));
    }
}
