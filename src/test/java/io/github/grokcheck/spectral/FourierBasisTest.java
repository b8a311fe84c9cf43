package io.github.grokcheck.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierBasisTest {
    /** At prime lengths the library steps its waves on by recurrence; the worst difference seen at 113 is 3e-12. */
    private static final Offset<Double> ROUNDING = within(1e-11);

    private static double[] noise(int n) {
        return new SplittableRandom(5).doubles(n, -1, 1).toArray();
    }

    @Test
    void the_basis_mod_3_by_hand() {
        Tensor rows = FourierBasis.orthonormal(3).rows();

        double third = Math.sqrt(1.0 / 3);
        double sixth = Math.sqrt(1.0 / 6);
        double half = Math.sqrt(0.5);
        assertThat(rows.row(0)).containsExactly(new double[] {third, third, third}, ROUNDING);
        assertThat(rows.row(1)).containsExactly(new double[] {2 * sixth, -sixth, -sixth}, ROUNDING);
        assertThat(rows.row(2)).containsExactly(new double[] {0, half, -half}, ROUNDING);
    }

    /** 211 and above are computed by another algorithm of the library (Bluestein's). */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 59, 113, 211, 1009})
    void the_fast_transform_is_the_product_with_the_dense_basis(int p) {
        FourierBasis basis = FourierBasis.orthonormal(p);
        double[] x = noise(p);

        assertThat(basis.transform(x)).containsExactly(basis.rows().times(x), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 113})
    void a_pure_wave_has_one_coefficient_even_at_the_highest_frequency(int p) {
        FourierBasis basis = FourierBasis.orthonormal(p);
        int k = (p - 1) / 2;
        double[] sine = IntStream.range(0, p)
                .mapToDouble(x -> 3 * Math.sin(2 * Math.PI * k * x / p))
                .toArray();

        double[] expected = new double[p];
        expected[2 * k] = 3 * Math.sqrt(p / 2.0);
        assertThat(basis.transform(sine)).containsExactly(expected, ROUNDING);
        assertThat(basis.frequencies()).last().isEqualTo(new Frequency(k, p));
        assertThat(basis.frequencies()).hasSize(k);
    }

    @Test
    void wrong_the_librarys_own_scaling_does_not_keep_the_sum_of_squares_but_ours_does() {
        double[] x = noise(113);
        double[] coefficients = FourierBasis.orthonormal(113).transform(x);
        double[] unscaled = x.clone();
        new org.jtransforms.fft.DoubleFFT_1D(113).realForward(unscaled);

        assertThat(sumOfSquares(coefficients)).isCloseTo(sumOfSquares(x), ROUNDING);
        assertThat(sumOfSquares(unscaled)).isGreaterThan(50 * sumOfSquares(x));
    }

    @Test
    void columns_are_transformed_one_by_one() {
        FourierBasis basis = FourierBasis.orthonormal(7);
        Tensor x = Tensor.of(Shape.of(Axis.ANY, 7, Axis.D_MLP, 4), noise(28));

        Tensor transformed = basis.transformColumns(x);

        assertThat(transformed.toArray()).containsExactly(basis.rows().times(x).toArray(), ROUNDING);
        assertThat(transformed.shape()).hasToString("[component=7, d_mlp=4]");
    }

    @Test
    void a_projection_keeps_its_waves_and_drops_the_constant_and_the_rest() {
        FourierBasis basis = FourierBasis.orthonormal(7);
        Tensor x = Tensor.of(Shape.of(Axis.ANY, 7, Axis.ANY, 2), noise(14));
        Frequency two = new Frequency(2, 7);

        Tensor projected = basis.transformColumns(basis.project(x, List.of(two)));

        Tensor all = basis.transformColumns(x);
        for (int row = 0; row < 7; row++) {
            double[] expected = row == 3 || row == 4 ? all.row(row) : new double[2];
            assertThat(projected.row(row)).containsExactly(expected, ROUNDING);
        }
        assertThat(basis.project(x, List.of()).sumOfSquares()).isZero();
    }

    @Test
    void constant_and_all_frequencies_together_give_everything_back() {
        FourierBasis basis = FourierBasis.orthonormal(7);
        Tensor x = Tensor.of(Shape.of(Axis.ANY, 7, Axis.ANY, 2), noise(14));

        Tensor restored = basis.project(x, basis.frequencies()).plusRow(x.columnMeans());

        assertThat(restored.toArray()).containsExactly(x.toArray(), ROUNDING);
    }

    @Test
    void threads_that_share_a_basis_do_not_disturb_each_other() {
        FourierBasis basis = FourierBasis.orthonormal(113);
        double[] x = noise(113);
        double[] alone = basis.transform(x);

        assertThat(IntStream.range(0, 2000).parallel().mapToObj(i -> basis.transform(x)))
                .allSatisfy(together -> assertThat(together).containsExactly(alone));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 1, 2, 112})
    void a_modulus_without_pairs_of_waves_is_refused(int p) {
        assertThatThrownBy(() -> FourierBasis.orthonormal(p)).hasMessageEndingWith("must be odd and ≥ 3, not " + p);
    }

    @Test
    void another_length_is_refused() {
        FourierBasis basis = FourierBasis.orthonormal(5);
        Tensor sevenRows = Tensor.of(Shape.of(Axis.ANY, 7, Axis.ANY, 1), new double[7]);

        assertThatThrownBy(() -> basis.transform(new double[7]))
                .isInstanceOf(ShapeException.class)
                .hasMessage("expected p = 5 values along the transformed axis, got 7");
        assertThatThrownBy(() -> basis.transformColumns(sevenRows)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> basis.project(sevenRows, List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("expected p = 5 values along the transformed axis, got 7");
    }

    private static double sumOfSquares(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).sum();
    }
}
