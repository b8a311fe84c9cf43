package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.spectral.Waves;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MathematicsTest {
    /** Float64 sums of up to 12,769 products; the worst error seen at 113 is 8e-15. */
    private static final double ROUNDING = 1e-13;

    private static double number(MathematicsMeasure measure, int p) {
        return number(measure.of(p));
    }

    private static double number(Value value) {
        return value instanceof Value.Count count ? count.n() : ((Value.Scalar) value).x();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "BASIS_ORTHONORMALITY_ERROR",
                "SUM_DIRECTIONS_ERROR",
                "PROJECTION_COMMUTES_ERROR",
                "PRODUCT_TO_SUM_ERROR",
                "DECOMPOSITION_ERROR"
            })
    void an_identity_holds_to_rounding_and_no_better(MathematicsMeasure identity) {
        assertThat(number(identity, 113)).isStrictlyBetween(0.0, ROUNDING);
        assertThat(number(identity, 7)).isStrictlyBetween(0.0, ROUNDING);
    }

    /**
     * Waves of wrong angles break every identity, and each check finds the largest error: as computed in NumPy from the
     * definitions (the synthetic matrices from SplittableRandom's).
     */
    @ParameterizedTest
    @CsvSource({
        "BASIS_ORTHONORMALITY_ERROR, 5, 0.0231545103264195",
        "BASIS_ORTHONORMALITY_ERROR, 7, 0.0172826057288812",
        "SUM_DIRECTIONS_ERROR,       5, 0.2172473020050010",
        "SUM_DIRECTIONS_ERROR,       7, 0.1178480274806880",
        "PROJECTION_COMMUTES_ERROR,  5, 0.0127888632906190",
        "PROJECTION_COMMUTES_ERROR,  7, 0.0101070302545460",
        "PRODUCT_TO_SUM_ERROR,       5, 0.7935276453641831",
        "PRODUCT_TO_SUM_ERROR,       7, 0.5913608276839079",
        "WRONG_ARGMAX_COUNT,         5, 50",
        "WRONG_ARGMAX_COUNT,         7, 147",
        "SINGLE_FREQUENCY_GAP,       5, 0.1005947484336291",
        "SINGLE_FREQUENCY_GAP,       7, 0.0462081030933080",
        "DECOMPOSITION_ERROR,        5, 0.0148915512800336",
        "DECOMPOSITION_ERROR,        7, 0.0151165575021205",
        "DECOMPOSITION_ERROR,        9, 0.0093904919710840",
    })
    void on_perturbed_waves_the_error_is_the_largest_there_is(MathematicsMeasure identity, int p, double error) {
        assertThat(number(identity.of(Waves.perturbed(p)))).isCloseTo(error, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 113})
    void every_single_frequency_names_the_right_class_alone(int p) {
        assertThat(number(MathematicsMeasure.WRONG_ARGMAX_COUNT, p)).isZero();
    }

    @Test
    void a_frequency_that_p_divides_names_no_class() {
        assertThat(Mathematics.wrongArgmaxCount(Waves.exact(7), 14)).isEqualTo(49);
        assertThat(Mathematics.wrongArgmaxCount(Waves.exact(7), 4)).isZero();
    }

    /** Mod 9, where 3 is no unit: three classes tie for every pair. */
    @Test
    void for_a_modulus_that_is_no_prime_the_count_is_not_zero() {
        assertThat(Mathematics.wrongArgmaxCount(Waves.exact(9))).isEqualTo(81);
    }

    @Test
    void one_frequency_leads_by_the_smallest_angle() {
        assertThat(number(MathematicsMeasure.SINGLE_FREQUENCY_GAP, 113)).isCloseTo(0.0015454713, within(1e-10));
        assertThat(number(MathematicsMeasure.SINGLE_FREQUENCY_GAP, 5))
                .isCloseTo(1 - Math.cos(2 * Math.PI / 5), within(ROUNDING));
    }

    /** Mod 9 the frequency 3 has no gap at all, and the measure must say so. */
    @Test
    void the_single_frequency_that_departs_most_is_reported() {
        assertThat(number(MathematicsMeasure.SINGLE_FREQUENCY_GAP, 9)).isCloseTo(0, within(ROUNDING));
    }

    @Test
    void two_frequencies_mod_5_by_hand() {
        // cos 72° + cos 144° = −½ at every offset but 0, where it is 2.
        assertThat(Mathematics.runnerUp(Waves.exact(5), List.of(1, 2))).isCloseTo(-0.5, within(ROUNDING));
        assertThat(Mathematics.relativeGap(Waves.exact(5), List.of(1, 2))).isCloseTo(1.25, within(ROUNDING));
    }

    @Test
    void the_papers_five_frequencies_leave_a_wide_gap() {
        assertThat(number(MathematicsMeasure.FIVE_FREQUENCY_RUNNER_UP, 113)).isCloseTo(2.5898, within(5e-5));
        assertThat(number(MathematicsMeasure.FIVE_FREQUENCY_GAP, 113)).isCloseTo(0.482, within(5e-4));
        assertThat(MathematicsMeasure.FIVE_FREQUENCY_GAP.of(7))
                .isEqualTo(new Value.Undefined("p = 7 has no frequency 52"));
        // The highest frequency is (p - 1)/2: 51 mod 103, 52 mod 105.
        assertThat(MathematicsMeasure.FIVE_FREQUENCY_GAP.of(103)).isInstanceOf(Value.Undefined.class);
        assertThat(MathematicsMeasure.FIVE_FREQUENCY_GAP.of(105)).isInstanceOf(Value.Scalar.class);
    }

    @Test
    void guessing_costs_ln_p_and_hits_one_time_in_p() {
        assertThat(number(MathematicsMeasure.UNIFORM_LOSS, 113)).isCloseTo(4.7274, within(5e-5));
        assertThat(number(MathematicsMeasure.CHANCE_ACCURACY, 113)).isCloseTo(0.00885, within(5e-6));
    }

    @Test
    void the_ids_are_the_agreed_ones() {
        assertThat(Arrays.stream(MathematicsMeasure.values()).map(MathematicsMeasure::id))
                .containsExactly(
                        "mathematics.basis-orthonormality-error",
                        "mathematics.sum-directions-error",
                        "mathematics.projection-commutes-error",
                        "mathematics.product-to-sum-error",
                        "mathematics.wrong-argmax-count",
                        "mathematics.single-frequency-gap",
                        "mathematics.five-frequency-gap",
                        "mathematics.five-frequency-runner-up",
                        "mathematics.uniform-loss",
                        "mathematics.chance-accuracy",
                        "mathematics.decomposition-error");
    }
}
