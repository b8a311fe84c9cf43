package io.github.grokcheck.claim;

import static io.github.grokcheck.claim.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.claim.Verdict.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictsTest {
    @Test
    void of_a_tested_claim_only_upheld_is_expected() {
        assertThat(expected(claim(new Status.Tested()))).containsExactly(Kind.UPHELD);
    }

    @Test
    void of_a_claim_that_is_not_tested_only_not_evaluated_is_expected() {
        assertThat(expected(claim(new Status.Planned("later")))).containsExactly(Kind.NOT_EVALUATED);
        assertThat(expected(claim(new Status.Untestable("never")))).containsExactly(Kind.NOT_EVALUATED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UPHELD")
    void with_a_known_deviation_only_that_is_expected_and_upheld_is_a_surprise(Kind kind) {
        assertThat(expected(claim(new KnownDeviation(kind, "because")))).containsExactly(kind);
    }

    private static List<Kind> expected(Claim claim) {
        return Arrays.stream(Kind.values())
                .filter(kind -> Verdicts.isExpected(verdict(kind, claim)))
                .toList();
    }

    private static Verdict verdict(Kind kind, Claim claim) {
        return switch (kind) {
            case UPHELD -> new Verdict.Upheld(claim, List.of(), "", Map.of());
            case REFUTED -> new Verdict.Refuted(claim, List.of(), "", Map.of());
            case MIXED -> new Verdict.Mixed(claim, List.of(), "", Map.of());
            case NOT_EVALUATED -> new Verdict.NotEvaluated(claim, "");
        };
    }
}
