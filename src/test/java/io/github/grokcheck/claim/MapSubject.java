package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import java.util.HashMap;
import java.util.Map;

/** A subject made by hand: what it was given it measures, anything else is unavailable. */
record MapSubject(String name, Map<Measure, Value> values) implements Subject {
    static MapSubject named(String name) {
        return new MapSubject(name, Map.of());
    }

    MapSubject with(Measure measure, Value value) {
        Map<Measure, Value> more = new HashMap<>(values);
        more.put(measure, value);
        return new MapSubject(name, more);
    }

    MapSubject with(Measure measure, double x) {
        return with(measure, new Value.Scalar(x));
    }

    @Override
    public Value value(Measure measure) {
        return values.getOrDefault(measure, new Value.Unavailable("not given"));
    }
}
