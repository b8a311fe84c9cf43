package io.github.grokcheck.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.measure.Measurements;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code src/test/oracle/measures.py} found, by case and measure. */
public final class OracleResults {
    /** Relative; absolute below 1, where a share may be a difference of nearly equal numbers. */
    private static final double AGREEMENT = 1e-9;

    private final JsonNode byCase;

    private OracleResults(JsonNode byCase) {
        this.byCase = byCase;
    }

    /** Reads the program's output. */
    public static OracleResults read(Path json) {
        return new OracleResults(JsonMapper.shared().readTree(json.toFile()));
    }

    /** Passes if every measure of the case has the program's value to 1e-9, and none is missing on either side. */
    public void assertAgreeOn(OracleCase known) {
        JsonNode expected = byCase.path(known.name());
        Map<ModelMeasure, Value> measured = Measurements.of(known.measured());
        assertThat(measured.keySet())
                .as(known.name())
                .extracting(ModelMeasure::id)
                .containsExactlyInAnyOrderElementsOf(expected.propertyNames());
        measured.forEach((measure, value) ->
                assertAgrees(known + ", " + measure.id(), numbers(expected.get(measure.id())), numbers(value)));
    }

    private static void assertAgrees(String what, Map<String, Double> expected, Map<String, Double> actual) {
        assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
        expected.forEach((member, x) ->
                assertThat(actual.get(member)).as(what + " " + member).isCloseTo(x, within(tolerance(what, x))));
    }

    /** A loss may be 1e-7 and counts relative to itself; a share of variance is a difference from 1. */
    private static double tolerance(String what, double x) {
        return AGREEMENT * (what.contains(" loss.") || Math.abs(x) > 1 ? Math.abs(x) : 1);
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            numbers(entry.getValue()).forEach((inner, x) -> numbers.put(entry.getKey() + inner, x)));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                int index = i;
                numbers(node.get(i)).forEach((inner, x) -> numbers.put(index + "." + inner, x));
            }
        } else if (!node.isNull()) {
            numbers.put("", node.asDouble());
        }
        return numbers;
    }

    private static Map<String, Double> numbers(Value value) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (value instanceof Value.Scalar scalar) {
            numbers.put("", scalar.x());
        } else if (value instanceof Value.Count count) {
            numbers.put("", (double) count.n());
        } else if (value instanceof Value.Members members) {
            numbers.putAll(members.byName());
        } else if (value instanceof Value.Counts counts) {
            counts.byFrequency().forEach((k, n) -> numbers.put(k.toString(), (double) n));
        } else if (value instanceof Value.Frequencies frequencies) {
            for (int i = 0; i < frequencies.k().size(); i++) {
                numbers.put(i + ".", (double) frequencies.k().get(i));
            }
        } else if (value instanceof Value.Heads heads) {
            for (int i = 0; i < heads.heads().size(); i++) {
                Optional<Value.Head> head = heads.heads().get(i);
                String prefix = i + ".";
                head.ifPresent(found -> {
                    numbers.put(prefix + "frequency", (double) found.frequency());
                    numbers.put(prefix + "fve", found.fve());
                });
            }
        }
        return numbers;
    }
}
