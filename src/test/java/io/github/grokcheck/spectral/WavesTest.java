package io.github.grokcheck.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Waves mod 5, whose cosines are (√5 − 1)/4 and −(√5 + 1)/4, and their imitations. */
class WavesTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void exact_waves_close_after_a_turn_in_either_direction() {
        Waves waves = Waves.exact(5);

        assertThat(waves.isExact()).isTrue();
        assertThat(waves.p()).isEqualTo(5);
        for (int turn = -5; turn <= 5; turn += 5) {
            assertThat(waves.cos(turn)).isEqualTo(1);
            assertThat(waves.sin(turn)).isZero();
            assertThat(waves.cos(turn + 1)).isCloseTo((Math.sqrt(5) - 1) / 4, ROUNDING);
            assertThat(waves.cos(turn + 2)).isCloseTo(-(Math.sqrt(5) + 1) / 4, ROUNDING);
            assertThat(waves.sin(turn + 3)).isCloseTo(-Math.sqrt((5 - Math.sqrt(5)) / 8), ROUNDING);
        }
    }

    /** The second angle is 2π(1.01 · 2 + 0.6)/5 = 2π · 2.62/5. */
    @Test
    void perturbed_waves_are_stretched_and_shifted() {
        Waves waves = Waves.perturbed(5);

        assertThat(waves.isExact()).isFalse();
        assertThat(waves.cos(2)).isCloseTo(Math.cos(2 * Math.PI * 2.62 / 5), ROUNDING);
        assertThat(waves.sin(2)).isCloseTo(Math.sin(2 * Math.PI * 2.62 / 5), ROUNDING);
    }

    /** The fast transform knows exact waves alone, so a basis of others has to do without it. */
    @Test
    void a_basis_of_perturbed_waves_transforms_by_its_own_rows() {
        Waves waves = Waves.perturbed(5);
        FourierBasis basis = FourierBasis.of(waves);
        double[] onlyAtTwo = {0, 0, 1, 0, 0};

        double[] expected = new double[5];
        expected[0] = Math.sqrt(1.0 / 5);
        for (int k = 1; k <= 2; k++) {
            expected[2 * k - 1] = Math.sqrt(2.0 / 5) * waves.cos(2 * k);
            expected[2 * k] = Math.sqrt(2.0 / 5) * waves.sin(2 * k);
        }
        assertThat(basis.transform(onlyAtTwo)).containsExactly(expected, ROUNDING);
    }
}
