package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** {@link WeightViews} of one model. */
final class FlatWeights extends WeightViews {
    private FlatWeights(int p, Architecture sizes, NDArray flat) {
        super(p, sizes, flat);
    }

    /** Copies weights to a device, rounded to {@code type}. */
    static FlatWeights of(NDManager manager, Weights weights, DataType type) {
        return new FlatWeights(weights.p(), weights.architecture(), Libtorch.copy(manager, values(weights), type));
    }

    /** All values in {@link WeightName} order. */
    static double[] values(Weights weights) {
        return Arrays.stream(WeightName.values())
                .flatMapToDouble(name -> Arrays.stream(weights.get(name).toArray()))
                .toArray();
    }

    /** The same tensors as views of another flat array. */
    FlatWeights over(NDArray other) {
        return new FlatWeights(p(), sizes(), other);
    }

    /** Copies the weights back, widened to float64. */
    Weights toWeights() {
        return toWeights(flat());
    }

    /** A flat array in the same order, such as a gradient, as named tensors. */
    Weights toWeights(NDArray flat) {
        return named(p(), sizes(), Libtorch.toDoubles(flat));
    }

    /** Values in the same order as named tensors. */
    static Weights named(int p, Architecture sizes, double[] values) {
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        int start = 0;
        for (WeightName name : WeightName.values()) {
            var shape = name.shape(p, sizes);
            double[] part = Arrays.copyOfRange(values, start, start + shape.count());
            tensors.put(name, Tensor.owning(shape, part));
            start += part.length;
        }
        return new Weights(tensors);
    }
}
