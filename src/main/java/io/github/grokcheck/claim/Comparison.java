package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.measure.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds one condition against one subject. */
final class Comparison {
    private Comparison() {}

    /**
     * What the subject shows of a condition. Where either quantity has no number the measured value says why, and the
     * condition is not met.
     */
    static Observation of(Condition condition, Subject subject) {
        Value measured = condition.of(subject);
        Optional<Value> reference = condition.expectation().relativeTo().map(subject::value);
        if (hasNoNumber(measured)) {
            return new Observation(condition, measured, false, 0, reference);
        }
        if (reference.filter(Comparison::hasNoNumber).isPresent()) {
            return new Observation(condition, reference.get(), false, 0, reference);
        }
        return numeric(condition, measured, reference);
    }

    private static Observation numeric(Condition condition, Value measured, Optional<Value> reference) {
        Expectation expectation = condition.expectation();
        if (expectation instanceof Expectation.Exactly exactly && measured instanceof Value.Frequencies found) {
            int differing = differing(exactly.frequencies(), found.k());
            return new Observation(condition, measured, differing == 0, -differing, reference);
        }
        return worst(expectation, measured, reference)
                .map(x -> expectation.distance(x.getValue(), number(reference)))
                .map(d -> new Observation(condition, measured, expectation.accepts(d), d, reference))
                .orElseGet(() -> new Observation(
                        condition, new Value.Undefined("there is no member to measure"), false, 0, reference));
    }

    /** The number of a value that comes off worst, with its member's name. */
    static Optional<Map.Entry<String, Double>> worst(
            Expectation expectation, Value measured, Optional<Value> reference) {
        double other = number(reference);
        return Numbers.of(measured).entrySet().stream()
                .min((a, b) -> Double.compare(
                        expectation.distance(a.getValue(), other), expectation.distance(b.getValue(), other)));
    }

    private static double number(Optional<Value> reference) {
        return reference
                .map(value -> Numbers.of(value).values().iterator().next())
                .orElse(0.0);
    }

    private static int differing(List<Integer> expected, List<Integer> found) {
        Set<Integer> all = new HashSet<>(expected);
        all.addAll(found);
        all.removeIf(k -> expected.contains(k) && found.contains(k));
        return all.size();
    }

    private static boolean hasNoNumber(Value value) {
        return value instanceof Value.Undefined || value instanceof Value.Unavailable;
    }
}
