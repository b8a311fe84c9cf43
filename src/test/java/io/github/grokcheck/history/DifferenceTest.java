package io.github.grokcheck.history;

import static io.github.grokcheck.history.Histories.loss;
import static io.github.grokcheck.history.Histories.verdict;
import static io.github.grokcheck.history.Histories.verification;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Noise;
import io.github.grokcheck.history.Difference.OtherClaim;
import io.github.grokcheck.history.Difference.OtherSubject;
import io.github.grokcheck.history.Difference.OtherValue;
import io.github.grokcheck.history.Difference.OtherWord;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void a_verification_does_not_differ_from_itself_nor_from_its_repetition() {
        RecordedVerdict verdict = verdict("toy.claim", loss("seed0", 1));
        assertThat(Difference.all(verification(0, verdict), verification(1, verdict)))
                .isEmpty();
    }

    @Test
    void every_word_of_a_claim_that_changes_is_one_difference() {
        RecordedVerdict before = new RecordedVerdict(
                "toy.claim",
                "upheld",
                true,
                "a >= 1",
                List.of("kept", "gone"),
                "stated-in-paper",
                "every run",
                Noise.DEFAULT,
                "old",
                "old words",
                List.of(loss("seed0", 1)));
        RecordedVerdict after = new RecordedVerdict(
                "toy.claim",
                "upheld",
                false,
                "a >= 2",
                List.of("come", "kept"),
                "chosen-after-measuring",
                "interval",
                new Noise.Absolute(1),
                "new",
                "new words",
                List.of(loss("seed0", 1)));
        assertThat(between(before, after))
                .containsExactly(
                        new OtherWord("toy.claim", "verdict", "upheld", "upheld (unexpected)"),
                        new OtherWord("toy.claim", "expectation", "a >= 1", "a >= 2"),
                        new OtherWord("toy.claim", "requirement", "gone", ""),
                        new OtherWord("toy.claim", "requirement", "", "come"),
                        new OtherWord("toy.claim", "basis", "stated-in-paper", "chosen-after-measuring"),
                        new OtherWord("toy.claim", "rule", "every run", "interval"));
    }

    @Test
    void claims_and_runs_of_one_side_alone_are_told() {
        assertThat(Difference.beyondNoise(
                        verification(
                                0,
                                verdict("toy.gone", loss("seed9", 1)),
                                verdict("toy.kept", loss("seed0", 1), loss("seed1", 1))),
                        verification(
                                1,
                                verdict("toy.come", loss("seed9", 1)),
                                verdict("toy.kept", loss("seed0", 1), loss("seed2", 1)))))
                .containsExactly(
                        new OtherClaim("toy.come", false),
                        new OtherClaim("toy.gone", true),
                        new OtherSubject("seed1", true, 1),
                        new OtherSubject("seed2", false, 1));
    }

    @Test
    void values_within_the_noise_differ_only_where_all_is_asked_for() {
        RecordedVerdict before = verdict("toy.claim", loss("seed0", 1));
        RecordedVerdict after = verdict("toy.claim", loss("seed0", Math.nextUp(1.0)));
        assertThat(between(before, after)).isEmpty();
        assertThat(Difference.all(verification(0, before), verification(1, after)))
                .singleElement()
                .isInstanceOf(OtherValue.class);
    }

    @Test
    void a_value_of_a_claim_whose_text_changed_is_compared_but_not_what_is_asked_for_anew() {
        RecordedVerdict before = verdict("toy.claim", "old", Noise.DEFAULT, loss("seed0", 1));
        RecordedVerdict after =
                verdict("toy.claim", "new", Noise.DEFAULT, loss("seed0", 2), Histories.words("seed0", "keys", "14"));
        assertThat(between(before, after))
                .singleElement()
                .satisfies(difference ->
                        assertThat(((OtherValue) difference).drift().change()).isEqualTo("1 -> 2"));
    }

    private static List<Difference> between(RecordedVerdict before, RecordedVerdict after) {
        return Difference.beyondNoise(verification(0, before), verification(1, after));
    }
}
