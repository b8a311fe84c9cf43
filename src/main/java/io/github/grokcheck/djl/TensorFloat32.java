package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.BinaryOperator;

/**
 * Newer GPUs can round the factors of a float32 product to the ten bits after the leading one of "TF32". PyTorch does not
 * by itself, but environment variables make it, and DJL has no switch. So the device is asked.
 */
final class TensorFloat32 {
    /** Large enough for a product to be given to the units that round. */
    private static final int SIZE = 256;

    /** Needs twelve bits after the leading one. */
    private static final double FINE = 1 + 0x1p-12;

    private TensorFloat32() {}

    /** @throws TrainingException if products on the manager's device round their factors */
    static void refuse(NDManager manager) {
        refuse(manager, NDArray::matMul);
    }

    /** @param product of matrices, or of a stack of them */
    static void refuse(NDManager parent, BinaryOperator<NDArray> product) {
        try (NDManager manager = parent.newSubManager()) {
            NDArray fine = manager.full(new Shape(2, SIZE, SIZE), (float) FINE, DataType.FLOAT32);
            NDArray identity =
                    manager.eye(SIZE).expandDims(0).broadcast(fine.getShape()).duplicate();
            if (!same(fine, product.apply(fine, identity))
                    || !same(fine.get(0), product.apply(fine.get(0), identity.get(0)))) {
                throw new TrainingException(
                        "the GPU rounds the factors of float32 products to TF32; unset NVIDIA_TF32_OVERRIDE and"
                                + " TORCH_ALLOW_TF32_CUBLAS_OVERRIDE, or set both to 0",
                        null);
            }
        }
    }

    private static boolean same(NDArray expected, NDArray actual) {
        return actual.eq(expected).all().getBoolean();
    }
}
