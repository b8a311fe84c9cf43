package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Short ways to measure a planted model; split seed 0, fraction 0.3. */
final class Measured {
    private Measured() {}

    static MeasuredModel logits(Tensor logits, int... keys) {
        return weights(PlantedModel.lookup(logits).weights(), keys);
    }

    /** Without keys the model's own are used. */
    static MeasuredModel weights(Weights weights, int... keys) {
        int p = weights.p();
        Split split = Split.random(new ModularAddition(p), 0.3, 0);
        var given = IntStream.of(keys).mapToObj(k -> new Frequency(k, p)).toList();
        return new MeasuredModel(weights, Optional.of(split), Optional.of(given).filter(list -> !list.isEmpty()));
    }

    static double number(ModelMeasure measure, MeasuredModel model) {
        Value value = measure.of(model);
        if (value instanceof Value.Count count) {
            return count.n();
        }
        if (value instanceof Value.Scalar scalar) {
            return scalar.x();
        }
        throw new AssertionError(measure.id() + " is no number but " + value);
    }

    static Map<String, Double> members(ModelMeasure measure, MeasuredModel model) {
        Value value = measure.of(model);
        if (value instanceof Value.Members members) {
            return members.byName();
        }
        throw new AssertionError(measure.id() + " has no members but is " + value);
    }
}
