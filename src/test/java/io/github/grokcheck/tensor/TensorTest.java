package io.github.grokcheck.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {
    private static final Tensor TWO_BY_THREE = Tensor.of(Shape.of(Axis.A, 2, Axis.B, 3), 1, 2, 3, 4, 5, 6);

    @Test
    void a_product_worked_by_hand() {
        Tensor product = TWO_BY_THREE.times(Tensor.of(Shape.of(Axis.B, 3, Axis.D_MLP, 2), 1, 0, 0, 1, 1, 1));

        assertThat(product.toArray()).containsExactly(4, 5, 10, 11);
        assertThat(product.shape()).hasToString("[a=2, d_mlp=2]");
    }

    /** Sizes on both sides of the blocks of 4, 64 and 64 that the product is computed in. */
    @ParameterizedTest
    @CsvSource({"1,1,1", "3,5,2", "64,4,3", "65,64,7", "130,67,9", "2,131,1"})
    void the_blocked_product_has_the_bits_of_the_plain_sum(int rows, int inner, int columns) {
        SplittableRandom random = new SplittableRandom(7);
        double[] left = random.doubles((long) rows * inner, -1, 1).toArray();
        double[] right = random.doubles((long) inner * columns, -1, 1).toArray();
        double[] expected = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                for (int column = 0; column < columns; column++) {
                    expected[row * columns + column] += left[row * inner + k] * right[k * columns + column];
                }
            }
        }

        Tensor product = Tensor.of(Shape.of(Axis.ANY, rows, Axis.ANY, inner), left)
                .times(Tensor.of(Shape.of(Axis.ANY, inner, Axis.ANY, columns), right));

        assertThat(product.toArray()).containsExactly(expected);
    }

    @Test
    void sizes_that_do_not_fit_are_named() {
        assertThatThrownBy(() -> TWO_BY_THREE.times(TWO_BY_THREE))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cannot multiply [a=2, b=3] by [a=2, b=3]");
        assertThatThrownBy(() -> Tensor.of(Shape.of(Axis.A, 3), 1, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("shape [a=3] holds 3 values, got 2");
        assertThatThrownBy(() -> TWO_BY_THREE.plusRow(new double[2])).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> TWO_BY_THREE.plus(TWO_BY_THREE.transposed())).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> TWO_BY_THREE.times(new double[2])).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.of(Shape.of(Axis.A, 2), 1, 2).transposed())
                .isInstanceOf(ShapeException.class)
                .hasMessage("expected a matrix, got [a=2]");
    }

    @Test
    void parts_of_a_matrix() {
        assertThat(TWO_BY_THREE.row(1)).containsExactly(4, 5, 6);
        assertThat(TWO_BY_THREE.column(2)).containsExactly(3, 6);
        assertThat(TWO_BY_THREE.columns(1, 3).toArray()).containsExactly(2, 3, 5, 6);
        assertThat(TWO_BY_THREE.transposed().toArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(TWO_BY_THREE.at(1, 0)).isEqualTo(4);
    }

    @Test
    void a_row_or_slice_behind_the_last_is_refused_and_not_read_as_zeros() {
        assertThatThrownBy(() -> TWO_BY_THREE.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TWO_BY_THREE.slice(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void the_slice_of_a_tensor_of_rank_three_is_one_head() {
        Shape shape = new Shape(List.of(Axis.HEAD, Axis.D_HEAD, Axis.D_MODEL), List.of(2, 2, 2));
        Tensor tensor = Tensor.of(shape, IntStream.range(0, 8).asDoubleStream().toArray());

        assertThat(tensor.slice(1).toArray()).containsExactly(4, 5, 6, 7);
        assertThat(tensor.slice(1).shape()).hasToString("[d_head=2, d_model=2]");
    }

    @Test
    void arithmetic_entry_by_entry() {
        assertThat(TWO_BY_THREE.plusRow(new double[] {10, 20, 30}).toArray()).containsExactly(11, 22, 33, 14, 25, 36);
        assertThat(TWO_BY_THREE.plus(TWO_BY_THREE).at(5)).isEqualTo(12);
        assertThat(TWO_BY_THREE.minus(TWO_BY_THREE).sumOfSquares()).isZero();
        assertThat(TWO_BY_THREE.map(x -> -x).at(0)).isEqualTo(-1);
        assertThat(TWO_BY_THREE.times(new double[] {1, 1, 1})).containsExactly(6, 15);
        assertThat(TWO_BY_THREE.columnMeans()).containsExactly(2.5, 3.5, 4.5);
        assertThat(TWO_BY_THREE.sumOfSquares()).isEqualTo(91);
    }

    @Test
    void another_shape_of_as_many_entries_keeps_the_order() {
        Tensor reshaped = TWO_BY_THREE.reshaped(Shape.of(Axis.A, 3, Axis.B, 2));

        assertThat(reshaped.row(1)).containsExactly(3, 4);
        assertThatThrownBy(() -> TWO_BY_THREE.reshaped(Shape.of(Axis.A, 5))).isInstanceOf(ShapeException.class);
    }

    @Test
    void nobody_can_change_a_tensor_from_outside() {
        double[] values = {1, 2};
        Tensor tensor = Tensor.of(Shape.of(Axis.A, 2), values);
        values[0] = 9;
        tensor.toArray()[1] = 9;

        assertThat(tensor.toArray()).containsExactly(1, 2);
    }

    @Test
    void float_values_are_widened_exactly_and_nan_is_noticed() {
        assertThat(Tensor.of(Shape.of(Axis.A, 1), new float[] {0.1f}).at(0)).isEqualTo((double) 0.1f);
        assertThat(TWO_BY_THREE.isFinite()).isTrue();
        assertThat(TWO_BY_THREE.map(x -> x / 0).isFinite()).isFalse();
    }

    @Test
    void a_shape_wants_as_many_axes_as_positive_sizes() {
        assertThatThrownBy(() -> Shape.of(Axis.A, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new Shape(List.of(Axis.A), List.of(1, 2))).isInstanceOf(ShapeException.class);
    }
}
