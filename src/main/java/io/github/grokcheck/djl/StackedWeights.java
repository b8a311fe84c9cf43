package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of R runs of one size in one array [R, n], a row for each run laid out as {@link FlatWeights} lays out one,
 * with a view [R, …] of each tensor.
 */
final class StackedWeights {
    private final int p;
    private final Architecture sizes;
    private final NDArray flat;
    private final Map<WeightName, NDArray> views = new EnumMap<>(WeightName.class);

    private StackedWeights(int p, Architecture sizes, NDArray flat) {
        this.p = p;
        this.sizes = sizes;
        this.flat = flat;
        long start = 0;
        for (WeightName name : WeightName.values()) {
            Shape shape = FlatWeights.djlShape(name.shape(p, sizes));
            long end = start + shape.size();
            views.put(name, flat.get(":," + start + ":" + end).reshape(new Shape(runs()).addAll(shape)));
            start = end;
        }
    }

    /**
     * Copies weights to a device, rounded to {@code type}.
     *
     * @param rows each run's values in {@link WeightName} order
     */
    static StackedWeights of(NDManager manager, int p, Architecture sizes, List<double[]> rows, DataType type) {
        return new StackedWeights(p, sizes, stack(manager, rows, type));
    }

    /** Arrays of equal length as rows [R, n]. */
    static NDArray stack(NDManager manager, List<double[]> rows, DataType type) {
        double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
        return Libtorch.copy(manager, values, type).reshape(rows.size(), -1);
    }

    /** A tensor of every run, [R, …]. */
    NDArray get(WeightName name) {
        NDArray view = views.get(name);
        if (view == null) {
            throw new IllegalStateException("no view of " + name);
        }
        return view;
    }

    /** [R, n]. */
    NDArray flat() {
        return flat;
    }

    /** Lends all arrays to a step's manager, so that what is computed from them is freed with the step. */
    void tempAttach(NDManager step) {
        flat.tempAttach(step);
        views.values().forEach(view -> view.tempAttach(step));
    }

    long runs() {
        return flat.getShape().get(0);
    }

    int p() {
        return p;
    }

    Architecture sizes() {
        return sizes;
    }

    /** One array [R, n] from one gradient per tensor. */
    NDArray flatten(Map<WeightName, NDArray> parts) {
        NDList list = new NDList(parts.size());
        for (WeightName name : WeightName.values()) {
            NDArray part = parts.get(name);
            if (part == null) {
                throw new IllegalStateException("no gradient of " + name);
            }
            list.add(part.reshape(runs(), -1));
        }
        return NDArrays.concat(list, 1);
    }
}
