package io.github.grokcheck.support;

import static io.github.grokcheck.support.VerdictAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdict.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class VerdictAssertTest {
    private static final Claim.Status TESTED = new Claim.Status.Tested();

    @Test
    void upheld_passes() {
        assertThatCode(() -> assertThat(upheld(claim(TESTED))).isAsExpected()).doesNotThrowAnyException();
    }

    @Test
    void refuted_fails_with_the_explanation_and_the_claim_file() {
        assertThatThrownBy(() -> assertThat(refuted(claim(TESTED))).isAsExpected())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("0.4 is too little", "claims/toy/low-loss.yaml expects it to be upheld");
    }

    @Test
    void mixed_fails_unless_it_is_on_record() {
        assertThatThrownBy(() -> assertThat(mixed(claim(TESTED))).isAsExpected())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one run has it");
        assertThatThrownBy(() -> assertThat(mixed(deviating(Kind.MIXED))).isAsExpected())
                .isInstanceOf(KnownDeviationMet.class)
                .hasMessageStartingWith("KNOWN DEVIATION, mixed: ");
    }

    @Test
    void a_known_deviation_is_neither_passed_nor_failed() {
        assertThatThrownBy(() -> assertThat(refuted(deviating(Kind.REFUTED))).isAsExpected())
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("KNOWN DEVIATION, refuted: 0.4 is too little. Our seed differs.");
    }

    @Test
    void a_known_deviation_that_is_suddenly_upheld_fails() {
        assertThatThrownBy(() -> assertThat(upheld(deviating(Kind.REFUTED))).isAsExpected())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("records a known deviation, refuted; update it or remove it");
    }

    @Test
    void a_tested_claim_that_is_not_evaluated_fails() {
        assertThatThrownBy(() -> assertThat(notEvaluated(claim(TESTED))).isAsExpected())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not evaluated: no run");
    }

    @Test
    void a_planned_claim_that_is_not_evaluated_is_neither_passed_nor_failed() {
        Claim planned = claim(new Claim.Status.Planned("it needs runs"));

        assertThatThrownBy(() -> assertThat(notEvaluated(planned)).isAsExpected())
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("NOT EVALUATED: no run");
    }

    private static Verdict upheld(Claim claim) {
        return new Verdict.Upheld(claim, List.of(), "0.6 is enough", Map.of());
    }

    private static Verdict refuted(Claim claim) {
        return new Verdict.Refuted(claim, List.of(), "0.4 is too little", Map.of());
    }

    private static Verdict mixed(Claim claim) {
        return new Verdict.Mixed(claim, List.of(), "one run has it, one has not", Map.of());
    }

    private static Verdict notEvaluated(Claim claim) {
        return new Verdict.NotEvaluated(claim, "no run");
    }

    private static Claim claim(Claim.Status status) {
        return ToyClaims.claim("toy.low-loss", status, Optional.empty());
    }

    private static Claim deviating(Kind kind) {
        return ToyClaims.claim("toy.low-loss", TESTED, Optional.of(new KnownDeviation(kind, "Our seed differs.")));
    }
}
