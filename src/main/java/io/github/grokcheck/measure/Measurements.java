package io.github.grokcheck.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Everything that can be measured on one model. */
public final class Measurements {
    private Measurements() {}

    /**
     * Takes every measure of a model, in the order of {@link ModelMeasure}.
     *
     * @param model its split decides which measures exist: without one, those that need it are left out
     * @return unmodifiable; a quantity whose formula gives no number is {@link Value.Undefined}
     */
    public static Map<ModelMeasure, Value> of(MeasuredModel model) {
        Map<ModelMeasure, Value> values = new EnumMap<>(ModelMeasure.class);
        for (ModelMeasure measure : ModelMeasure.values()) {
            Value value = measure.of(model);
            if (!(value instanceof Value.Unavailable)) {
                values.put(measure, value);
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
