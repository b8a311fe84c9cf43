package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * All eleven tensors in one flat array, in {@link WeightName} order, with a view of each: the optimizer updates the flat
 * array in one call, the forward and backward pass read the views.
 */
final class FlatWeights {
    private final int p;
    private final Architecture sizes;
    private final NDArray flat;
    private final Map<WeightName, NDArray> views = new EnumMap<>(WeightName.class);

    private FlatWeights(int p, Architecture sizes, NDArray flat) {
        this.p = p;
        this.sizes = sizes;
        this.flat = flat;
        long start = 0;
        for (WeightName name : WeightName.values()) {
            Shape shape = djlShape(name.shape(p, sizes));
            long end = start + shape.size();
            views.put(name, flat.get(start + ":" + end).reshape(shape));
            start = end;
        }
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
        return new FlatWeights(p, sizes, other);
    }

    NDArray get(WeightName name) {
        NDArray view = views.get(name);
        if (view == null) {
            throw new IllegalStateException("no view of " + name);
        }
        return view;
    }

    NDArray flat() {
        return flat;
    }

    /** Lends all arrays to a step's manager, so that what is computed from them is freed with the step. */
    void tempAttach(NDManager step) {
        flat.tempAttach(step);
        views.values().forEach(view -> view.tempAttach(step));
    }

    int p() {
        return p;
    }

    Architecture sizes() {
        return sizes;
    }

    /** One flat array from one gradient per tensor. */
    static NDArray flatten(Map<WeightName, NDArray> parts) {
        NDList list = new NDList(parts.size());
        for (WeightName name : WeightName.values()) {
            NDArray part = parts.get(name);
            if (part == null) {
                throw new IllegalStateException("no gradient of " + name);
            }
            list.add(part.flatten());
        }
        return NDArrays.concat(list);
    }

    /** Copies the weights back, widened to float64. */
    Weights toWeights() {
        return toWeights(flat);
    }

    /** A flat array in the same order, such as a gradient, as named tensors. */
    Weights toWeights(NDArray flat) {
        return named(p, sizes, Libtorch.toDoubles(flat));
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

    static Shape djlShape(io.github.grokcheck.tensor.Shape shape) {
        return new Shape(shape.sizes().stream().mapToLong(Integer::longValue).toArray());
    }
}
