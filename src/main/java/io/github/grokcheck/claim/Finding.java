package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one subject shows.
 *
 * @param subject its name
 * @param seed equal for numerical twins, which are no independent evidence
 * @param observations the claim's expectation first, then its requirements
 */
public record Finding(String subject, String seed, List<Observation> observations) {
    public Finding {
        observations = List.copyOf(observations);
    }

    /**
     * One condition held against one subject.
     *
     * @param condition what was asked
     * @param measured what was found
     * @param met whether it holds
     * @param distance to the bound, in the measure's unit; negative where it is missed; 0 where nothing is counted
     * @param reference the other quantity that the bound is counted from, if there is one
     */
    public record Observation(
            Condition condition, Value measured, boolean met, double distance, Optional<Value> reference) {

        /** An observation whose bound is a plain number. */
        public Observation(Condition condition, Value measured, boolean met, double distance) {
            this(condition, measured, met, distance, Optional.empty());
        }

        /** The numbers that are held against the bound, by member; one without a name where there are no members. */
        public Map<String, Double> numbers() {
            return Numbers.of(measured);
        }

        /** Whether one of the numbers meets the bound. */
        public boolean isMetBy(double x) {
            Expectation expectation = condition.expectation();
            return expectation.accepts(expectation.distance(x, referenceNumber()));
        }

        /** The number that the bound is counted from; 0 where it is a plain number. */
        public double referenceNumber() {
            return reference
                    .map(value -> Numbers.of(value).values().iterator().next())
                    .orElse(0.0);
        }
    }

    /** Whether the expectation and every requirement hold. */
    public boolean met() {
        return observations.stream().allMatch(Observation::met);
    }
}
