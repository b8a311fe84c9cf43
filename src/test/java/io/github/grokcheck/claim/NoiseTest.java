package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoiseTest {
    @Test
    void a_share_is_one_of_the_larger_number_and_its_edge_is_within() {
        Noise noise = new Noise.Relative(0.25);
        assertThat(noise.covers(3, 4)).isTrue();
        assertThat(noise.covers(4, 3)).isTrue();
        assertThat(noise.covers(-4, -3)).isTrue();
        assertThat(noise.covers(2.99, 4)).isFalse();
        assertThat(noise.covers(1, -1)).isFalse();
        assertThat(noise.describe()).isEqualTo("relative 0.25");
    }

    @Test
    void rounding_errors_are_all_alike() {
        assertThat(Noise.DEFAULT.covers(3e-17, -4e-16)).isTrue();
        assertThat(Noise.DEFAULT.covers(0, 2e-12)).isFalse();
    }

    @Test
    void without_a_stated_noise_only_the_last_digits_are_free() {
        assertThat(Noise.DEFAULT.covers(1, 1 + 5e-10)).isTrue();
        assertThat(Noise.DEFAULT.covers(1, 1 + 5e-9)).isFalse();
        assertThat(Noise.DEFAULT.describe()).isEqualTo("relative 1e-9");
    }

    @Test
    void a_distance_is_the_same_for_small_and_large_numbers() {
        Noise noise = new Noise.Absolute(0.5);
        assertThat(noise.covers(1000, 1000.5)).isTrue();
        assertThat(noise.covers(0, 0.6)).isFalse();
        assertThat(noise.describe()).isEqualTo("absolute 0.5");
    }
}
