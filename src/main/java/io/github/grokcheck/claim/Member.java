package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The members that a measure's value has, and how a claim names one of them. */
enum Member {
    /** The value is one number or one list of frequencies. */
    NONE("", ""),
    /** One number per frequency. */
    FREQUENCY("\\d+", "[14]"),
    /** One number per attention head. */
    HEAD_INDEX("\\d+", "[0]"),
    /** One number per tensor. */
    TENSOR("[Wb]_\\w+", "[W_E]"),
    /** One number per quantity that is followed along a run. */
    QUANTITY("[\\w.-]+", "[loss.test]"),
    /** One number per phase. */
    PHASE("[a-z-]+", "[cleanup]"),
    /** One number per neuron direction. */
    DIRECTION("(cos|sin)\\.\\d+", "[cos.14]"),
    /** Frequency and explained variance of each attention head. */
    HEAD("\\d+\\.(frequency|fve)", "[0].frequency");

    private static final Map<String, Member> BY_MEASURE = Map.ofEntries(
            Map.entry("fve.neuron-directions", DIRECTION),
            Map.entry("fve.neuron-probe", DIRECTION),
            Map.entry("alpha", FREQUENCY),
            Map.entry("loss.excluded.train.each", FREQUENCY),
            Map.entry("loss.excluded.all.each", FREQUENCY),
            Map.entry("loss.excluded.all.others", FREQUENCY),
            Map.entry("neurons.clusters", FREQUENCY),
            Map.entry("W_L.cluster-purity", FREQUENCY),
            Map.entry("attention.to-equals", HEAD_INDEX),
            Map.entry("weights.sum-of-squares.each", TENSOR),
            Map.entry("trend.memorisation.low", QUANTITY),
            Map.entry("trend.memorisation.high", QUANTITY),
            Map.entry("trend.circuit-formation.low", QUANTITY),
            Map.entry("trend.circuit-formation.high", QUANTITY),
            Map.entry("trend.cleanup.low", QUANTITY),
            Map.entry("trend.cleanup.high", QUANTITY),
            Map.entry("monotonicity.circuit-formation", QUANTITY),
            Map.entry("sharpness.cleanup", QUANTITY),
            Map.entry("sweep.less-is-later", QUANTITY),
            Map.entry("sweep.largest-ratio", QUANTITY),
            Map.entry("sweep.distance-from-published", QUANTITY),
            Map.entry("steepest-step.relative", QUANTITY),
            Map.entry("epochs.lead", QUANTITY),
            Map.entry("curves.distance-from-published", QUANTITY),
            Map.entry("epochs.to-inflection-of-weights", PHASE),
            Map.entry("heads", HEAD),
            Map.entry("heads.scores", HEAD));

    private final Pattern form;
    private final String example;

    Member(String form, String example) {
        this.form = Pattern.compile(form);
        this.example = example;
    }

    /** The kind of members that a measure has. */
    static Member of(Measure measure) {
        return BY_MEASURE.getOrDefault(measure.id(), NONE);
    }

    /** Whether a member of that name can exist. */
    boolean admits(String name) {
        return form.matcher(name).matches()
                && (this != QUANTITY
                        || Measure.byId(name.replaceFirst("\\.\\d+$", "")).isPresent()
                        || Measure.byId(name).isPresent());
    }

    /** What to write after the measure's id, for instance {@code [14]}. */
    String example() {
        return example;
    }

    /** The name as a claim file spells it: {@code heads[0].frequency} for the member {@code 0.frequency}. */
    static String spell(Measure measure, Optional<String> member) {
        return measure.id()
                + member.map(name -> of(measure) == HEAD ? "[" + name.replaceFirst("\\.", "].") : "[" + name + "]")
                        .orElse("");
    }

    /**
     * The member of that name.
     *
     * @return {@link Value.Undefined} if this value has no such member; 0 for a frequency that nothing is counted under
     */
    static Value in(Value value, String name) {
        if (value instanceof Value.Members members) {
            Double x = members.byName().get(name);
            return x == null
                    ? new Value.Undefined("there is no " + name + ", only "
                            + String.join(", ", members.byName().keySet()))
                    : new Value.Scalar(x);
        }
        if (value instanceof Value.Counts counts) {
            return new Value.Count(counts.byFrequency().getOrDefault(Integer.valueOf(name), 0));
        }
        return value instanceof Value.Heads heads ? inHead(heads.heads(), name) : value;
    }

    private static Value inHead(List<Optional<Value.Head>> heads, String name) {
        int dot = name.indexOf('.');
        int index = Integer.parseInt(name.substring(0, dot));
        if (index >= heads.size()) {
            return new Value.Undefined("there is no head " + index + ", only " + heads.size());
        }
        return heads.get(index)
                .<Value>map(head -> name.substring(dot).equals(".fve")
                        ? new Value.Scalar(head.fve())
                        : new Value.Count(head.frequency()))
                .orElseGet(() -> new Value.Undefined("the attention of head " + index + " never varies"));
    }
}
