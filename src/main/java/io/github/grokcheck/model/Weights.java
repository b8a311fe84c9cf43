package io.github.grokcheck.model;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All eleven tensors of a model, none missing, every shape in agreement with the others; immutable. */
public final class Weights {
    private final Map<WeightName, Tensor> byName;
    private final int p;
    private final Architecture architecture;

    /**
     * Takes the sizes from W_E, W_K and W_in and checks every tensor against them.
     *
     * @throws ShapeException naming the tensor that is missing, misshapen or not finite
     */
    public Weights(Map<WeightName, Tensor> byName) {
        this.byName = new EnumMap<>(byName);
        for (WeightName name : WeightName.values()) {
            if (!byName.containsKey(name)) {
                throw new ShapeException(name.key() + " is missing");
            }
        }
        Tensor embedding = get(WeightName.W_E);
        Tensor keys = get(WeightName.W_K);
        if (embedding.shape().rank() != 2 || keys.shape().rank() != 3) {
            throw new ShapeException("embed.W_E has shape " + embedding.shape().sizes() + " and W_K "
                    + keys.shape().sizes() + ", expected [d_model, d_vocab] and [head, d_head, d_model]");
        }
        this.p = embedding.size(1) - 1;
        this.architecture = new Architecture(
                embedding.size(0),
                keys.size(0),
                keys.size(1),
                get(WeightName.W_IN).size(0));
        this.byName.forEach((name, tensor) -> {
            Shape expected = name.shape(p, architecture);
            if (!tensor.shape().sizes().equals(expected.sizes()) && !isUnembeddingWithoutEquals(name, tensor)) {
                throw new ShapeException(
                        name.key() + " has shape " + tensor.shape().sizes() + ", expected " + expected);
            }
            if (!tensor.isFinite()) {
                throw new ShapeException(name.key() + " holds NaN or infinity; the run that wrote it diverged");
            }
        });
    }

    /** Some train without an output for "=": W_U then has p columns, and everything measured is defined without it. */
    private boolean isUnembeddingWithoutEquals(WeightName name, Tensor tensor) {
        return name == WeightName.W_U && tensor.shape().sizes().equals(List.of(architecture.dModel(), p));
    }

    /** One tensor. */
    public Tensor get(WeightName name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new ShapeException(name.key() + " is missing");
        }
        return tensor;
    }

    /** The modulus: tokens less "=". */
    public int p() {
        return p;
    }

    /** The sizes that the shapes imply. */
    public Architecture architecture() {
        return architecture;
    }
}
