package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.measure.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The one sentence of a verdict that rests on findings. */
final class Explanation {
    /** The finding that speaks loudest against the claim first. */
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::met)
            .thenComparing(finding -> finding.observations().get(0).met())
            .thenComparingDouble(finding -> finding.observations().get(0).distance());

    private Explanation() {}

    /**
     * @param decision what the claim's rule makes of the findings
     * @param findings at least one
     * @param leftOut what could not be measured, by subject
     */
    static String of(Claim claim, EvidenceRule.Decision decision, List<Finding> findings, Map<String, String> leftOut) {
        Verdict.Kind kind = decision.kind();
        Finding worst = findings.stream().min(WORST_FIRST).orElseThrow();
        String head = claim.id() + " " + kind.word() + (decision.note().isEmpty() ? "" : ", " + decision.note());
        if (findings.size() > 1) {
            Map<String, Boolean> metBySeed =
                    findings.stream().collect(Collectors.toMap(Finding::seed, Finding::met, Boolean::logicalAnd));
            long met = metBySeed.values().stream().filter(Boolean::booleanValue).count();
            head += ", met on %d of %d; %s"
                    .formatted(met, metBySeed.size(), kind == Verdict.Kind.UPHELD ? "closest" : "worst");
        }
        return head + ": " + shown(worst) + missingRequirements(worst) + leftOut(leftOut);
    }

    private static String shown(Finding finding) {
        Observation observation = finding.observations().get(0);
        return "%s on %s, expected %s%s%s"
                .formatted(
                        measured(observation),
                        finding.subject(),
                        Wording.expectation(observation.condition()),
                        reference(observation),
                        verdict(observation));
    }

    private static String measured(Observation observation) {
        Map<String, Double> numbers = Numbers.of(observation.measured());
        if (numbers.size() < 2) {
            return Wording.value(observation.measured());
        }
        return Comparison.worst(observation.condition().expectation(), observation.measured(), observation.reference())
                .map(worst -> "%s at %s, the worst of %d"
                        .formatted(Wording.number(worst.getValue()), worst.getKey(), numbers.size()))
                .orElseThrow();
    }

    private static String reference(Observation observation) {
        return observation
                .reference()
                .filter(value -> !(value instanceof Value.Undefined))
                .map(value -> " = " + Wording.value(value))
                .orElse("");
    }

    private static String verdict(Observation observation) {
        if (observation.measured() instanceof Value.Undefined) {
            return "";
        }
        if (observation.condition().expectation() instanceof Expectation.Exactly exactly) {
            return observation.measured() instanceof Value.Frequencies found
                    ? difference(exactly.frequencies(), found.k())
                    : observation.met() ? "" : " (missed by " + Wording.distance(observation.distance()) + ")";
        }
        if (observation.distance() == 0) {
            return observation.met() ? " (the bound itself counts as met)" : " (the bound itself does not count)";
        }
        return observation.met()
                ? " (" + Wording.distance(observation.distance()) + " to spare)"
                : " (missed by " + Wording.distance(observation.distance()) + ")";
    }

    private static String difference(List<Integer> expected, List<Integer> found) {
        List<Integer> lacking =
                expected.stream().filter(k -> !found.contains(k)).toList();
        List<Integer> besides =
                found.stream().filter(k -> !expected.contains(k)).toList();
        if (lacking.isEmpty() && besides.isEmpty()) {
            return "";
        }
        String without = lacking.isEmpty() ? "" : "without " + Wording.list(lacking);
        String with = besides.isEmpty() ? "" : "besides " + Wording.list(besides);
        return " (" + without + (without.isEmpty() || with.isEmpty() ? "" : ", ") + with + ")";
    }

    private static String missingRequirements(Finding finding) {
        List<String> missing = finding.observations().stream()
                .skip(1)
                .filter(observation -> !observation.met())
                .map(Explanation::requirement)
                .toList();
        if (missing.isEmpty()) {
            return "";
        }
        String joint = finding.observations().get(0).met() ? ", but requires " : ", and requires ";
        return joint + String.join(" and ", missing);
    }

    private static String requirement(Observation observation) {
        Condition condition = observation.condition();
        String expected = Wording.expectation(condition) + reference(observation);
        if (observation.measured() instanceof Value.Frequencies found
                && !(condition.expectation() instanceof Expectation.Exactly)) {
            return "%s %s, has %d"
                    .formatted(expected, noun(condition), found.k().size());
        }
        return "%s %s, has %s".formatted(Wording.quantity(condition), expected, measured(observation));
    }

    private static String noun(Condition condition) {
        return condition.measure().id().equals("frequencies.W_L.key")
                ? "key frequencies"
                : "frequencies in " + condition.measure().id();
    }

    private static String leftOut(Map<String, String> leftOut) {
        return leftOut.isEmpty()
                ? ""
                : leftOut.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", ", "; left out: ", ""));
    }
}
