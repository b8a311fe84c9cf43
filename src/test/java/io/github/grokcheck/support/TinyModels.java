package io.github.grokcheck.support;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Models small enough for definitions to be written out as nested loops. */
public final class TinyModels {
    /** Two heads of three, so that heads and d_head cannot be mixed up; wide enough for every frequency's directions. */
    public static final Architecture SIZES = new Architecture(8, 2, 3, 10);

    private TinyModels() {}

    /** Every entry, biases included, drawn evenly from −1…1 and rounded to float32, so that a file can hold it. */
    public static Weights random(int p, Architecture sizes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            Shape shape = name.shape(p, sizes);
            double[] values =
                    random.doubles(shape.count(), -1, 1).map(x -> (float) x).toArray();
            tensors.put(name, Tensor.owning(shape, values));
        }
        return new Weights(tensors);
    }

    /** The same model with one tensor replaced. */
    public static Weights with(Weights weights, WeightName replaced, double... values) {
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            tensors.put(name, weights.get(name));
        }
        tensors.put(replaced, Tensor.of(weights.get(replaced).shape(), values));
        return new Weights(tensors);
    }
}
