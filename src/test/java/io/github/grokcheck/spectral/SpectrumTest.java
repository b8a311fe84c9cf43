package io.github.grokcheck.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Spectra planted through the basis itself: X = Fᵀ · coefficients. */
class SpectrumTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final FourierBasis BASIS = FourierBasis.orthonormal(7);

    private static Spectrum planted(double... coefficients) {
        int columns = coefficients.length / 7;
        Tensor planted = Tensor.of(Shape.of(Axis.COMPONENT, 7, Axis.ANY, columns), coefficients);
        return Spectrum.ofColumns(BASIS, BASIS.rows().transposed().times(planted));
    }

    private static List<Integer> prominent(Spectrum spectrum) {
        return spectrum.prominentFrequencies().stream().map(Frequency::k).toList();
    }

    @Test
    void rows_are_measured_by_length_not_by_square() {
        Spectrum spectrum = planted(0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 5, 12);

        assertThat(spectrum.norms()).containsExactly(new double[] {0, 5, 0, 0, 0, 0, 13}, ROUNDING);
        assertThat(spectrum.energy()).isCloseTo(25 + 169, ROUNDING);
    }

    @Test
    void the_coefficients_are_those_from_which_the_matrix_was_made() {
        double[] planted = {1, 2, 3, 4, 5, 6, 7};

        assertThat(planted(planted).coefficients().toArray()).containsExactly(planted, ROUNDING);
    }

    @Test
    void a_frequency_counts_by_both_its_phases() {
        Spectrum spectrum = planted(2, 3, 4, 0, 0, 0, 1);

        assertThat(spectrum.norm(new Frequency(1, 7))).isCloseTo(5, ROUNDING);
        assertThat(spectrum.energy(List.of(new Frequency(1, 7), new Frequency(3, 7))))
                .isCloseTo(26, ROUNDING);
        assertThat(spectrum.energy(List.of())).isZero();
    }

    @Test
    void prominent_is_more_than_three_tenths_of_the_largest_the_highest_frequency_included() {
        assertThat(prominent(planted(99, 0, 0, 2.99, 0, 6, 8))).containsExactly(3);
        assertThat(prominent(planted(99, 0, 0, 3.01, 0, 6, 8))).containsExactly(2, 3);
    }

    @Test
    void exactly_three_tenths_is_not_enough() {
        assertThat(prominent(withSecond(0.3))).containsExactly(1);
        assertThat(prominent(withSecond(Math.nextUp(0.3)))).containsExactly(1, 2);
    }

    /** No transform, so no rounding: frequency 1 has norm 1, frequency 2 the given one. */
    private static Spectrum withSecond(double norm) {
        Tensor coefficients = Tensor.of(Shape.of(Axis.COMPONENT, 7, Axis.ANY, 1), 0, 1, 0, norm, 0, 0, 0);
        return Spectrum.ofCoefficients(BASIS, coefficients);
    }

    @Test
    void nothing_is_prominent_where_nothing_is() {
        assertThat(prominent(planted(0, 0, 0, 0, 0, 0, 0))).isEmpty();
        assertThat(prominent(Spectrum.ofCoefficients(
                        BASIS, Tensor.of(Shape.of(Axis.COMPONENT, 7, Axis.ANY, 1), 5, 0, 0, 0, 0, 0, 0))))
                .isEmpty();
    }
}
