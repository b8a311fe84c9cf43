package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device that rounds the factors of products is found out. */
class TensorFloat32Test {
    private final NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void the_processor_does_not_round() {
        assertThatCode(() -> TensorFloat32.refuse(manager)).doesNotThrowAnyException();
        assertThat(manager.getManagedArrays()).isEmpty();
    }

    @Test
    void a_device_that_does_is_refused_whether_it_rounds_in_all_products_or_in_stacked_ones_alone() {
        assertThatThrownBy(() -> TensorFloat32.refuse(manager, TensorFloat32Test::rounded))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("TF32", "NVIDIA_TF32_OVERRIDE");
        assertThatThrownBy(() -> TensorFloat32.refuse(
                        manager,
                        (left, right) -> left.getShape().dimension() == 3 ? rounded(left, right) : left.matMul(right)))
                .hasMessageContaining("TF32");
        assertThatThrownBy(() -> TensorFloat32.refuse(
                        manager,
                        (left, right) -> left.getShape().dimension() == 2 ? rounded(left, right) : left.matMul(right)))
                .hasMessageContaining("TF32");
    }

    /** Float16 has the ten bits of TF32. */
    private static NDArray rounded(NDArray left, NDArray right) {
        return left.toType(DataType.FLOAT16, true)
                .toType(DataType.FLOAT32, true)
                .matMul(right);
    }
}
