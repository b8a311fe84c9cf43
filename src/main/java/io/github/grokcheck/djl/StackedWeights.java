package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import java.util.Arrays;
import java.util.List;

/** {@link WeightViews} of R runs of one size, a row for each run. */
final class StackedWeights extends WeightViews {
    private StackedWeights(int p, Architecture sizes, NDArray flat) {
        super(p, sizes, flat);
    }

    /**
     * Copies weights to a device, rounded to {@code type}.
     *
     * @param rows each run's values in {@link io.github.grokcheck.model.WeightName} order
     */
    static StackedWeights of(NDManager manager, int p, Architecture sizes, List<double[]> rows, DataType type) {
        return new StackedWeights(p, sizes, stack(manager, rows, type));
    }

    /** Arrays of equal length as rows [R, n]. */
    static NDArray stack(NDManager manager, List<double[]> rows, DataType type) {
        double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
        return Libtorch.copy(manager, values, type).reshape(rows.size(), -1);
    }

    long runs() {
        return flat().getShape().get(0);
    }
}
