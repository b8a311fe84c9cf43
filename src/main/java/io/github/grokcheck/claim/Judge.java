package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.measure.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what the evidence says of a claim. Pure: the same claim and subjects give the same verdict. */
public final class Judge {
    private Judge() {}

    /**
     * Judges a claim. A subject meets it if the expectation and every requirement hold; all subjects: upheld, none:
     * refuted, some: mixed. A subject that lacks what a measure needs is left out and named; if that leaves none, or the
     * claim is not tested, or there is no subject, the claim is not evaluated. A value that is undefined is not met.
     *
     * @param subjects the evidence, in the order in which findings are to be listed
     */
    public static Verdict judge(Claim claim, List<Subject> subjects) {
        Optional<String> untested = reasonNotTested(claim.status());
        if (untested.isPresent()) {
            return new Verdict.NotEvaluated(claim, untested.get());
        }
        if (subjects.isEmpty()) {
            return new Verdict.NotEvaluated(claim, "there is no evidence, namely " + lacking(claim.scope()));
        }
        Map<String, String> leftOut = new LinkedHashMap<>();
        List<Finding> findings = subjects.stream()
                .map(subject -> findingOf(claim, subject))
                .filter(finding -> isMeasured(finding, leftOut))
                .toList();
        return findings.isEmpty()
                ? new Verdict.NotEvaluated(claim, sentence(leftOut))
                : verdict(claim, findings, leftOut);
    }

    private static Finding findingOf(Claim claim, Subject subject) {
        return new Finding(
                subject.name(),
                Stream.concat(Stream.of(claim.expect()), claim.requires().stream())
                        .map(condition -> Comparison.of(condition, subject))
                        .toList());
    }

    private static boolean isMeasured(Finding finding, Map<String, String> leftOut) {
        for (Observation observation : finding.observations()) {
            if (observation.measured() instanceof Value.Unavailable unavailable) {
                leftOut.put(
                        finding.subject(), Wording.quantity(observation.condition()) + ": " + unavailable.because());
                return false;
            }
        }
        return true;
    }

    private static Verdict verdict(Claim claim, List<Finding> findings, Map<String, String> leftOut) {
        long met = findings.stream().filter(Finding::met).count();
        if (met == findings.size()) {
            return new Verdict.Upheld(claim, findings, explain(claim, Verdict.Kind.UPHELD, findings, leftOut));
        }
        return met == 0
                ? new Verdict.Refuted(claim, findings, explain(claim, Verdict.Kind.REFUTED, findings, leftOut))
                : new Verdict.Mixed(claim, findings, explain(claim, Verdict.Kind.MIXED, findings, leftOut));
    }

    private static String explain(Claim claim, Verdict.Kind kind, List<Finding> findings, Map<String, String> leftOut) {
        return Explanation.of(claim, kind, findings, leftOut);
    }

    private static Optional<String> reasonNotTested(Claim.Status status) {
        if (status instanceof Claim.Status.Untestable untestable) {
            return Optional.of("untestable, " + untestable.because());
        }
        return status instanceof Claim.Status.Planned planned
                ? Optional.of("planned, " + planned.because())
                : Optional.empty();
    }

    private static String lacking(Claim.Scope scope) {
        return switch (scope) {
            case AUTHORS_RUN -> "no recorded run of the mainline recipe with seed 0";
            case EVERY_GROKKED_RUN -> "no recorded run of the mainline recipe";
            case SWEEP -> "no recorded runs that differ in one setting";
            case MATHEMATICS -> "no modulus";
        };
    }

    private static String sentence(Map<String, String> leftOut) {
        return leftOut.entrySet().stream()
                .map(entry -> entry.getValue() + " on " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
