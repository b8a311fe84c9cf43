package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import java.util.EnumMap;
import java.util.Map;

/**
 * The eleven tensors of one model, or of R models in a row each, in one flat array in {@link WeightName} order, with a
 * view of each: the optimizer updates the flat array in one call, the forward and backward pass read the views.
 */
abstract sealed class WeightViews permits FlatWeights, StackedWeights {
    private final int p;
    private final Architecture sizes;
    private final NDArray flat;
    private final Map<WeightName, NDArray> views = new EnumMap<>(WeightName.class);

    /** @param flat [n], or [R, n] */
    WeightViews(int p, Architecture sizes, NDArray flat) {
        this.p = p;
        this.sizes = sizes;
        this.flat = flat;
        long start = 0;
        for (WeightName name : WeightName.values()) {
            Shape shape = djlShape(name.shape(p, sizes));
            long end = start + shape.size();
            views.put(
                    name, flat.get("...," + start + ":" + end).reshape(leading().addAll(shape)));
            start = end;
        }
    }

    /** The flat array's axes before that of the values: none, or R. */
    private Shape leading() {
        return flat.getShape().slice(0, flat.getShape().dimension() - 1);
    }

    /** A tensor, or that of every model, [R, …]. */
    final NDArray get(WeightName name) {
        return in(views, name);
    }

    /** [n], or [R, n]. */
    final NDArray flat() {
        return flat;
    }

    /** Lends all arrays to a step's manager, so that what is computed from them is freed with the step. */
    final void tempAttach(NDManager step) {
        flat.tempAttach(step);
        views.values().forEach(view -> view.tempAttach(step));
    }

    final int p() {
        return p;
    }

    final Architecture sizes() {
        return sizes;
    }

    /** One array laid out like {@link #flat} from one gradient per tensor. */
    final NDArray flatten(Map<WeightName, NDArray> parts) {
        NDList list = new NDList(parts.size());
        Shape rows = leading().add(-1);
        for (WeightName name : WeightName.values()) {
            list.add(in(parts, name).reshape(rows));
        }
        return NDArrays.concat(list, -1);
    }

    private static NDArray in(Map<WeightName, NDArray> arrays, WeightName name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("no " + name + " among " + arrays.keySet());
        }
        return array;
    }

    private static Shape djlShape(io.github.grokcheck.tensor.Shape shape) {
        return new Shape(shape.sizes().stream().mapToLong(Integer::longValue).toArray());
    }
}
