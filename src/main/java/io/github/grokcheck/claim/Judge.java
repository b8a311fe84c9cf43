package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import java.util.EnumMap;
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
     * Judges a claim. A subject meets it if the expectation and every requirement hold; the claim's rule makes one verdict
     * of all. A subject that lacks what a measure needs is left out and named; if that leaves none, or the
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

    /**
     * The same, and besides what the verdict would be under the other rules for key frequencies, where the claim rests on
     * them.
     */
    public static Verdict judgeUnderEveryKeyRule(Claim claim, List<Subject> subjects) {
        Verdict verdict = judge(claim, subjects);
        if (verdict.findings().isEmpty() || !restsOnKeys(claim)) {
            return verdict;
        }
        Map<KeyRule, Verdict.Kind> others = new EnumMap<>(KeyRule.class);
        for (KeyRule rule : KeyRule.values()) {
            if (rule != KeyRule.W_L) {
                List<Subject> seen =
                        subjects.stream().map(subject -> subject.under(rule)).toList();
                others.put(
                        rule,
                        seen.equals(subjects)
                                ? verdict.kind()
                                : judge(claim, seen).kind());
            }
        }
        return verdict.underOtherKeyRules(others);
    }

    private static boolean restsOnKeys(Claim claim) {
        return Stream.concat(Stream.of(claim.expect()), claim.requires().stream())
                .anyMatch(condition -> condition.measure() instanceof ModelMeasure measure && measure.needsKeys());
    }

    private static Finding findingOf(Claim claim, Subject subject) {
        return new Finding(
                subject.name(),
                subject.seed(),
                Stream.concat(Stream.of(claim.expect()), claim.requires().stream())
                        .map(condition -> Comparison.of(condition, subject.at(claim.at())))
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
        EvidenceRule.Decision decision = claim.rule().decide(findings);
        String explanation = Explanation.of(claim, decision, findings, leftOut);
        return switch (decision.kind()) {
            case UPHELD -> new Verdict.Upheld(claim, findings, explanation, Map.of());
            case REFUTED -> new Verdict.Refuted(claim, findings, explanation, Map.of());
            case MIXED -> new Verdict.Mixed(claim, findings, explanation, Map.of());
            case NOT_EVALUATED -> throw new IllegalStateException("a rule decides on what was measured");
        };
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
            case SWEEP -> "no recorded run with these settings";
            case MATHEMATICS -> "no modulus";
        };
    }

    private static String sentence(Map<String, String> leftOut) {
        return leftOut.entrySet().stream()
                .map(entry -> entry.getValue() + " on " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
