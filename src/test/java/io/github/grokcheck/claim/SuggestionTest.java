package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "ab, ba, 2"})
    void distance_counts_insertions_deletions_and_replacements(String from, String to, int distance) {
        assertThat(Suggestion.distance(from, to)).isEqualTo(distance);
    }

    @Test
    void a_near_name_is_suggested() {
        assertThat(Suggestion.of("gini.fourier.W_E", List.of("gini.W_L", "gini.W_E", "loss.all")))
                .isEqualTo("; did you mean \"gini.W_E\"?");
    }

    @Test
    void where_none_is_near_all_are_listed() {
        assertThat(Suggestion.of("x", List.of("loss.all", "alpha"))).isEqualTo("; known are loss.all, alpha");
    }
}
