package io.github.grokcheck.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTest {
    @Test
    void cosine_and_sine_follow_the_constant() {
        assertThat(new Frequency(1, 113).cosineRow()).isEqualTo(1);
        assertThat(new Frequency(1, 113).sineRow()).isEqualTo(2);
        assertThat(new Frequency(56, 113).sineRow()).isEqualTo(112);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 57})
    void the_twin_of_a_frequency_is_refused(int k) {
        assertThatThrownBy(() -> new Frequency(k, 113))
                .hasMessage("frequency k = " + k
                        + " is outside 1..56 for p = 113; k and p - k name the same wave, use the smaller");
    }

    @Test
    void frequencies_are_ordered_and_printed_by_k() {
        assertThat(new Frequency(2, 113)).isLessThan(new Frequency(14, 113)).hasToString("2");
    }
}
