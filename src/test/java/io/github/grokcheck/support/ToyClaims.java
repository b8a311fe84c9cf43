package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.EvidenceRule;
import io.github.grokcheck.claim.Expectation;
import io.github.grokcheck.measure.ModelMeasure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims that no paper makes. */
public final class ToyClaims {
    private ToyClaims() {}

    /** That the loss is at most 0.01. */
    public static Claim claim(String id, Claim.Status status, Optional<KnownDeviation> deviation) {
        return new Claim(
                id,
                new Claim.Locus("4.1", "figure 3"),
                "The loss | is low.",
                "The mean over all pairs.",
                new Condition(ModelMeasure.LOSS_ALL, Optional.empty(), new Expectation.AtMost(0.01)),
                List.of(),
                Claim.Basis.CHOSEN_BEFORE_MEASURING,
                Claim.Scope.EVERY_GROKKED_RUN,
                new EvidenceRule.EveryRun(),
                status,
                deviation,
                Map.of());
    }
}
