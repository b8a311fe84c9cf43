package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of a value that a bound is held against, by name. */
final class Numbers {
    private Numbers() {}

    /**
     * One number for a scalar, a count, and a list of frequencies (how many there are); one per member otherwise.
     *
     * @return empty if the value has no number
     */
    static Map<String, Double> of(Value value) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (value instanceof Value.Scalar scalar) {
            numbers.put("", scalar.x());
        } else if (value instanceof Value.Count count) {
            numbers.put("", (double) count.n());
        } else if (value instanceof Value.Frequencies frequencies) {
            numbers.put("", (double) frequencies.k().size());
        } else if (value instanceof Value.Members members) {
            numbers.putAll(members.byName());
        } else if (value instanceof Value.Counts counts) {
            counts.byFrequency().forEach((k, n) -> numbers.put(k.toString(), n.doubleValue()));
        }
        return numbers;
    }
}
