package io.github.grokcheck.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Expectation;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Noise;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.support.ToyClaims;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

    @Test
    void a_verdict_is_recorded_with_all_that_led_to_it() {
        Claim claim = claim("toy.claim");
        Verification recorded = Recording.of(
                new UUID(1, 2), NOW, "commit", "the shipped runs", List.of(verdict(claim, new Value.Scalar(1e-9 / 3))));
        assertThat(recorded)
                .isEqualTo(new Verification(
                        new UUID(1, 2),
                        Instant.parse("2026-03-01T12:00:00.123Z"),
                        "commit",
                        "the shipped runs",
                        List.of(new RecordedVerdict(
                                "toy.claim",
                                "upheld",
                                true,
                                "loss.all <= 0.01",
                                List.of(),
                                "chosen-before-measuring",
                                "every run",
                                Noise.DEFAULT,
                                ClaimText.sha256(claim),
                                "a sentence",
                                List.of(new Observed(
                                        "seed0",
                                        "loss.all",
                                        "nats",
                                        new Amount.OfNumber(1e-9 / 3),
                                        "<= 0.01",
                                        true))))));
        assertThat(recorded.values()).isEqualTo(1);
    }

    @Test
    void a_verdict_without_measurements_keeps_its_reason() {
        Claim claim = claim("toy.claim");
        RecordedVerdict recorded = record(new Verdict.NotEvaluated(claim, "no run is recorded"))
                .verdicts()
                .get(0);
        assertThat(recorded.verdict()).isEqualTo("not evaluated");
        assertThat(recorded.expected()).isFalse();
        assertThat(recorded.explanation()).contains("no run is recorded");
        assertThat(recorded.observed()).isEmpty();
    }

    @Test
    void verdicts_are_sorted_by_claim() {
        assertThat(record(verdict(claim("toy.b"), new Value.Count(1)), verdict(claim("toy.a"), new Value.Count(2)))
                        .verdicts())
                .extracting(RecordedVerdict::claim)
                .containsExactly("toy.a", "toy.b");
    }

    @Test
    void every_kind_of_value_is_recorded_with_its_members() {
        Map<String, Double> members = new LinkedHashMap<>();
        members.put("35", 0.5);
        members.put("14", 0.25);
        Map<Value, List<String>> expected = new LinkedHashMap<>();
        expected.put(new Value.Scalar(0.5), List.of("loss.all = 0.5"));
        expected.put(new Value.Count(3), List.of("loss.all = 3"));
        expected.put(new Value.Members(members), List.of("loss.all[35] = 0.5", "loss.all[14] = 0.25"));
        expected.put(
                new Value.Counts(new TreeMap<>(Map.of(14, 3, 2, 1))), List.of("loss.all[2] = 1", "loss.all[14] = 3"));
        expected.put(new Value.Frequencies(List.of(35, 14)), List.of("loss.all = 14, 35"));
        expected.put(new Value.Frequencies(List.of()), List.of("loss.all = none"));
        expected.put(
                new Value.Heads(List.of(Optional.of(new Value.Head(14, 0.5)), Optional.empty())),
                List.of("loss.all = 14 (0.5), none"));
        expected.put(new Value.Undefined("0/0"), List.of("loss.all = no value (0/0)"));
        expected.put(new Value.Unavailable("no split"), List.of("loss.all = not measurable (no split)"));
        assertThat(expected.keySet().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        new ArrayList<>(Arrays.asList(Value.class.getPermittedSubclasses())));
        expected.forEach((value, lines) -> assertThat(record(verdict(claim("toy.claim"), value))
                        .verdicts()
                        .get(0)
                        .observed())
                .extracting(observed ->
                        observed.quantity() + " = " + observed.amount().describe())
                .isEqualTo(lines));
    }

    @Test
    void a_long_list_of_frequencies_is_kept_whole() {
        List<Integer> many = IntStream.rangeClosed(1, 56).boxed().toList();
        assertThat(record(verdict(claim("toy.claim"), new Value.Frequencies(many)))
                        .verdicts()
                        .get(0)
                        .observed()
                        .get(0)
                        .amount()
                        .describe())
                .contains("17, 18, 19")
                .endsWith("55, 56");
    }

    /** A run's name is text from a file, and what is stored is shown later. */
    @Test
    void names_that_would_paint_the_terminal_are_made_harmless() {
        Finding finding = new Finding("a\u001b[2J\u0000b", "", List.of(observation(new Value.Count(1))));
        Verdict verdict = new Verdict.Upheld(claim("toy.claim"), List.of(finding), "a\nsentence", Map.of());
        RecordedVerdict recorded = record(verdict).verdicts().get(0);
        assertThat(recorded.observed().get(0).subject()).isEqualTo("a?[2J?b");
        assertThat(recorded.explanation()).isEqualTo("a?sentence");
    }

    @Test
    void the_text_of_a_claim_is_what_it_says_and_not_what_is_thought_of_it() {
        Claim claim = claim("toy.claim");
        assertThat(ClaimText.sha256(claim.withKnownDeviation(
                        Optional.of(new Claim.KnownDeviation(Verdict.Kind.MIXED, "so it is")))))
                .isEqualTo(ClaimText.sha256(claim));
        assertThat(ClaimText.sha256(claim("toy.other"))).isNotEqualTo(ClaimText.sha256(claim));
        assertThat(ClaimText.sha256(with(claim, new Expectation.AtMost(0.02)))).isNotEqualTo(ClaimText.sha256(claim));
        assertThat(ClaimText.sha256(with(claim, new Expectation.AtMost(0.01)))).isEqualTo(ClaimText.sha256(claim));
    }

    private static Claim with(Claim claim, Expectation expectation) {
        return new Claim(
                claim.id(),
                claim.where(),
                claim.statement(),
                claim.reading(),
                new Condition(claim.expect().measure(), Optional.empty(), expectation),
                claim.requires(),
                claim.basis(),
                claim.scope(),
                claim.rule(),
                claim.status(),
                claim.knownDeviation(),
                claim.controls());
    }

    private static Claim claim(String id) {
        return ToyClaims.claim(id, new Claim.Status.Tested(), Optional.empty());
    }

    private static Verification record(Verdict... verdicts) {
        return Recording.of(new UUID(1, 2), NOW, "commit", "origin", List.of(verdicts));
    }

    private static Verdict verdict(Claim claim, Value value) {
        return new Verdict.Upheld(
                claim, List.of(new Finding("seed0", "0", List.of(observation(value)))), "a sentence", Map.of());
    }

    private static Finding.Observation observation(Value value) {
        Measure measure = ModelMeasure.LOSS_ALL;
        return new Finding.Observation(
                new Condition(measure, Optional.empty(), new Expectation.AtMost(0.01)), value, true, 0);
    }
}
