package io.github.grokcheck.history;

import static io.github.grokcheck.history.Histories.loss;
import static io.github.grokcheck.history.Histories.verdict;
import static io.github.grokcheck.history.Histories.verification;
import static io.github.grokcheck.history.Histories.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Noise;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final Noise TENTH = new Noise.Absolute(0.125);

    @Test
    void a_number_that_moves_beyond_its_noise_drifts_and_one_within_does_not() {
        List<Drift> drifts = between(
                verdict("toy.claim", "text", TENTH, loss("seed0", 1), loss("seed1", 1)),
                verdict("toy.claim", "text", TENTH, loss("seed0", 1.125), loss("seed1", 1.25)));
        assertThat(drifts).singleElement().satisfies(drift -> {
            assertThat(drift.subject()).isEqualTo("seed1");
            assertThat(drift.quantity()).isEqualTo("loss.all");
            assertThat(drift.unit()).isEqualTo("nats");
            assertThat(drift.change()).isEqualTo("1 -> 1.25");
            assertThat(drift.relative()).isEqualTo(0.2);
            assertThat(drift.since()).isEqualTo(verification(0).id());
            assertThat(drift.at()).isEqualTo(Histories.NOON);
        });
    }

    @Test
    void the_noise_is_the_one_that_the_later_verification_states() {
        assertThat(between(
                        verdict("toy.claim", "text", Noise.DEFAULT, loss("seed0", 1)),
                        verdict("toy.claim", "text", TENTH, loss("seed0", 1.1))))
                .isEmpty();
    }

    @Test
    void without_a_stated_noise_rounding_is_no_drift_and_all_digits_show_what_is() {
        double next = 1 + 2e-9;
        assertThat(between(
                        verdict("toy.claim", loss("seed0", 1)), verdict("toy.claim", loss("seed0", Math.nextUp(1.0)))))
                .isEmpty();
        assertThat(between(verdict("toy.claim", loss("seed0", 1)), verdict("toy.claim", loss("seed0", next))))
                .singleElement()
                .satisfies(drift -> assertThat(drift.change()).isEqualTo("1.0 -> 1.000000002"));
    }

    @Test
    void other_words_and_words_for_a_number_are_drift() {
        assertThat(between(
                        verdict("toy.claim", words("seed0", "keys", "14, 35"), loss("seed0", 1)),
                        verdict(
                                "toy.claim",
                                words("seed0", "keys", "14, 36"),
                                words("seed0", "loss.all", "no value (0/0)"))))
                .extracting(Drift::change)
                .containsExactly("14, 35 -> 14, 36", "1 -> no value (0/0)");
    }

    @Test
    void a_member_that_comes_or_goes_is_drift() {
        assertThat(between(
                        verdict("toy.claim", words("seed0", "alpha[14]", "a")),
                        verdict("toy.claim", words("seed0", "alpha[35]", "b"))))
                .extracting(Drift::change)
                .containsExactly("a -> nothing", "nothing -> b");
    }

    @Test
    void a_run_that_comes_or_goes_is_none() {
        assertThat(between(verdict("toy.claim", loss("seed0", 1)), verdict("toy.claim", loss("seed1", 2))))
                .isEmpty();
    }

    @Test
    void claims_of_another_text_and_other_claims_are_not_compared() {
        assertThat(between(
                        verdict("toy.claim", "old", Noise.DEFAULT, loss("seed0", 1)),
                        verdict("toy.claim", "new", Noise.DEFAULT, loss("seed0", 2))))
                .isEmpty();
        assertThat(between(verdict("toy.claim", loss("seed0", 1)), verdict("toy.other", loss("seed0", 2))))
                .isEmpty();
    }

    /** A claim may require what it expects, with another bound; and two folders may hold runs of one name. */
    @Test
    void the_same_change_is_told_once_and_different_ones_of_one_name_are_all_told() {
        assertThat(between(
                        verdict("toy.claim", loss("seed0", 1), loss("seed0", 1)),
                        verdict("toy.claim", loss("seed0", 2), loss("seed0", 2))))
                .hasSize(1);
        assertThat(between(
                        verdict("toy.claim", loss("seed0", 1), loss("seed0", 5)),
                        verdict("toy.claim", loss("seed0", 1), loss("seed0", 6))))
                .singleElement()
                .satisfies(drift -> assertThat(drift.change()).isEqualTo("5 -> 6"));
    }

    @Test
    void the_worst_comes_first_and_what_is_no_number_before_all() {
        assertThat(between(
                                verdict("toy.claim", loss("small", 1), loss("large", 1), words("word", "keys", "14")),
                                verdict("toy.claim", loss("small", 2), loss("large", -9), words("word", "keys", "15")))
                        .stream()
                        .sorted(Drift.WORST_FIRST))
                .extracting(Drift::subject)
                .containsExactly("word", "large", "small");
    }

    private static List<Drift> between(RecordedVerdict before, RecordedVerdict after) {
        return Drift.between(verification(0, before), verification(1, after));
    }
}
