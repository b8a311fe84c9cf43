package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Diagonal matrices, whose singular values are their entries. */
class LinearAlgebraTest {
    private static Tensor diagonal(double first, double second) {
        return Tensor.of(Shape.of(Axis.ANY, 2, Axis.ANY, 2), first, 0, 0, second);
    }

    private static int rank(double first, double second) {
        return LinearAlgebra.orthonormalBasis(diagonal(first, second))
                .map(basis -> basis.size(1))
                .orElse(0);
    }

    /** Below 1e-10 of the largest: at every scale the same two ratios, 1e-9 and 1e-11. */
    @Test
    void what_is_negligible_is_a_share_of_the_largest() {
        for (double scale : new double[] {1e-6, 1, 1e6}) {
            assertThat(rank(scale, 1e-9 * scale)).isEqualTo(2);
            assertThat(rank(scale, 1e-11 * scale)).isEqualTo(1);
        }
        assertThat(rank(0, 0)).isZero();
    }
}
