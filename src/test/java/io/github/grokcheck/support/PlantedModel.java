package io.github.grokcheck.support;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Weights with an answer known beforehand. Head 0 copies a and head 1 copies b, as one-hot vectors and exactly; neuron i
 * is relu(f_i(a) + g_i(b) + bias_i); W_L is written down. Head 2 adds nothing, so its attention to a is free to choose.
 * The "=" output is 9 for every pair: whoever forgets to drop it gets other losses.
 */
public final class PlantedModel {
    private static final int HEADS = 3;
    /** Differences of scores beyond this leave an attention of exactly 0. */
    private static final double DECISIVE = 800;

    private final int p;
    private final int dModel;
    private final Map<WeightName, double[]> values = new EnumMap<>(WeightName.class);
    private final Architecture sizes;

    /** A model of {@code neurons} neurons, all silent, and W_L = 0. */
    public PlantedModel(int p, int neurons) {
        this.p = p;
        this.dModel = 4 * p + 3;
        this.sizes = new Architecture(dModel, HEADS, p, neurons);
        for (WeightName name : WeightName.values()) {
            values.put(name, new double[name.shape(p, sizes).count()]);
        }
        for (int i = 0; i < p; i++) {
            set(WeightName.W_E, i * (p + 1) + i, 1);
            copyToken(0, i, p + 3 + i);
            copyToken(1, i, 2 * p + 3 + i);
            set(WeightName.W_U, (3 * p + 3 + i) * (p + 1) + i, 1);
        }
        set(WeightName.W_U, (p + 2) * (p + 1) + p, 9);
        for (int position = 0; position < 3; position++) {
            set(WeightName.W_POS, position * dModel + p + position, 1);
        }
        for (int head = 0; head < HEADS; head++) {
            set(WeightName.W_Q, head * p * dModel + p + 2, Math.sqrt(p));
        }
        set(WeightName.W_K, p, DECISIVE);
        set(WeightName.W_K, p * dModel + p + 1, DECISIVE);
        attention(a -> 0.5);
    }

    /** One neuron for each pair, which is 1 on it and 0 elsewhere, so that any logits [p² × p] can be planted. */
    public static PlantedModel lookup(Tensor logits) {
        int p = logits.size(1);
        PlantedModel model = new PlantedModel(p, p * p);
        for (int row = 0; row < p * p; row++) {
            int pair = row;
            model.neuron(row, a -> a == pair / p ? 1 : 0, b -> b == pair % p ? 1 : 0, -1);
            model.readOut(row, c -> logits.at(pair * p + c));
        }
        return model;
    }

    /** Sets neuron i to relu(f(a) + g(b) + bias). */
    public PlantedModel neuron(int i, IntToDoubleFunction f, IntToDoubleFunction g, double bias) {
        for (int token = 0; token < p; token++) {
            set(WeightName.W_IN, i * dModel + p + 3 + token, f.applyAsDouble(token));
            set(WeightName.W_IN, i * dModel + 2 * p + 3 + token, g.applyAsDouble(token));
        }
        set(WeightName.B_IN, i, bias);
        return this;
    }

    /** Sets column i of W_L: what neuron i adds to class c. */
    public PlantedModel readOut(int i, IntToDoubleFunction toClass) {
        for (int c = 0; c < p; c++) {
            set(WeightName.W_OUT, (3 * p + 3 + c) * sizes.dMlp() + i, toClass.applyAsDouble(c));
        }
        return this;
    }

    /** Sets what is added to the logit of class c whatever the pair, through b_out. */
    public PlantedModel classBias(IntToDoubleFunction bias) {
        IntStream.range(0, p).forEach(c -> set(WeightName.B_OUT, 3 * p + 3 + c, bias.applyAsDouble(c)));
        return this;
    }

    /** Sets head 2's attention to the first token, between 0 and 1, as a function of a. */
    public PlantedModel attention(IntToDoubleFunction toFirst) {
        int row = 2 * p * dModel;
        for (int token = 0; token < p; token++) {
            double share = toFirst.applyAsDouble(token);
            set(WeightName.W_K, row + token, Math.log(share / (1 - share)));
        }
        set(WeightName.W_K, row + p + 1, -DECISIVE);
        return this;
    }

    /** The weights. */
    public Weights weights() {
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        values.forEach((name, array) -> tensors.put(name, Tensor.of(name.shape(p, sizes), array)));
        return new Weights(tensors);
    }

    /** Σ_k alpha[k] · cos 2πk(a + b − c)/p as [p² × p]; alpha[0] is not used. */
    public static Tensor cosineLogits(int p, double... alpha) {
        return logits(
                p,
                (a, b, c) -> IntStream.range(1, alpha.length)
                        .mapToDouble(k -> alpha[k] * Math.cos(2 * Math.PI * k * (a + b - c) / p))
                        .sum());
    }

    /** A logit of a, b and c. */
    @FunctionalInterface
    public interface Logit {
        double of(int a, int b, int c);
    }

    /** Logits as [p² × p]. */
    public static Tensor logits(int p, Logit logit) {
        double[] table = new double[p * p * p];
        Arrays.setAll(table, i -> logit.of(i / (p * p), i / p % p, i % p));
        return Tensor.owning(Shape.of(Axis.PAIR, p * p, Axis.D_VOCAB_OUT, p), table);
    }

    private void copyToken(int head, int token, int target) {
        set(WeightName.W_V, head * p * dModel + token * dModel + token, 1);
        set(WeightName.W_O, target * HEADS * p + head * p + token, 1);
    }

    private void set(WeightName name, int index, double value) {
        double[] array = values.get(name);
        array[index] = value;
    }
}
