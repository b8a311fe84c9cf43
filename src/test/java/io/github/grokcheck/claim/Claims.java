package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Claim.Basis;
import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Claim.Locus;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.measure.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims made by hand. */
final class Claims {
    private Claims() {}

    static Condition condition(Measure measure, Expectation expectation) {
        return new Condition(measure, Optional.empty(), expectation);
    }

    static Condition condition(Measure measure, String member, Expectation expectation) {
        return new Condition(measure, Optional.of(member), expectation);
    }

    static Claim claim(Condition expect, Condition... requires) {
        return claim(expect, List.of(requires), new Status.Tested(), Optional.empty());
    }

    static Claim claim(Status status) {
        return claim(anything(), List.of(), status, Optional.empty());
    }

    static Claim claim(KnownDeviation deviation) {
        return claim(anything(), List.of(), new Status.Tested(), Optional.of(deviation));
    }

    private static Condition anything() {
        return condition(io.github.grokcheck.measure.ModelMeasure.LOSS_ALL, new Expectation.AtLeast(0));
    }

    private static Claim claim(
            Condition expect, List<Condition> requires, Status status, Optional<KnownDeviation> deviation) {
        return new Claim(
                "toy.claim",
                new Locus("1", "figure 1"),
                "A statement.",
                "A reading.",
                expect,
                requires,
                Basis.CHOSEN_BEFORE_MEASURING,
                Scope.EVERY_GROKKED_RUN,
                new EvidenceRule.EveryRun(),
                status,
                deviation,
                Map.of());
    }
}
