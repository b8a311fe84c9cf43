package io.github.grokcheck.djl;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.W_IN;
import static io.github.grokcheck.model.WeightName.W_O;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_U;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.djl.TokenTables.Through;
import io.github.grokcheck.model.WeightName;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the outputs read: from the stream, from heads' values, and logits from neurons. Outputs are the d_mlp neurons
 * before their ReLU, then the p + 1 logits as far as they do not come from neurons.
 *
 * <p>In formulas R = [W_inᵀ | W_U] is what the outputs read from the stream [d_model, outputs].
 */
final class Readout {
    private final FlatWeights weights;
    private final Architecture sizes;

    /** R, [d_model, outputs]. */
    private final NDArray ofStream;
    /** W_Oᵀ R, [heads · d_head, outputs]. */
    private final NDArray ofValues;

    Readout(FlatWeights weights) {
        this.weights = weights;
        sizes = weights.sizes();
        ofStream = NDArrays.concat(new NDList(weights.get(W_IN).transpose(), weights.get(W_U)), 1);
        ofValues = weights.get(W_O).transpose().matMul(ofStream);
    }

    /** The outputs if no head attended to anything: e R and the biases, [1, outputs]. */
    NDArray base(NDArray atEquals) {
        NDArray biases = NDArrays.concat(
                new NDList(weights.get(B_IN).reshape(1, sizes.dMlp()), biasOut().matMul(weights.get(W_U))), 1);
        return atEquals.matMul(ofStream).addi(biases);
    }

    /** What the outputs read from one head's values, [d_head, outputs]. */
    NDArray ofValues(int head) {
        return ofValues.get(head * sizes.dHead() + ":" + (head + 1) * sizes.dHead());
    }

    /** What logits read from neurons, W_outᵀ W_U, [d_mlp, p + 1]. */
    static NDArray neuronsToLogits(FlatWeights weights) {
        return weights.get(W_OUT).transpose().matMul(weights.get(W_U));
    }

    private NDArray biasOut() {
        return weights.get(B_OUT).reshape(1, sizes.dModel());
    }

    /** The gradient at "=" of what it adds to every example's outputs, [1, d_model]. */
    NDArray toEqualsOfBase(NDArray toBase) {
        return toBase.matMul(ofStream.transpose());
    }

    /**
     * Of W_out, and of W_U as far as neurons reach it.
     *
     * @param toNeuronsToLogits transposed, [p + 1, d_mlp]
     */
    Through throughNeurons(NDArray toNeuronsToLogits) {
        return new Through(
                weights.get(W_U).matMul(toNeuronsToLogits), weights.get(W_OUT).matMul(toNeuronsToLogits.transpose()));
    }

    /**
     * Chain rule to W_O, W_in, b_in, W_out, b_out and W_U.
     *
     * @param atEquals e, [1, d_model]
     * @param toBase [1, outputs]
     * @param toOfValues of what the outputs read from values, [heads · d_head, outputs]
     * @param neurons {@link #throughNeurons}
     */
    Map<WeightName, NDArray> gradients(NDArray atEquals, NDArray toBase, NDArray toOfValues, Through neurons) {
        Map<WeightName, NDArray> gradient = new EnumMap<>(WeightName.class);
        NDArray toLogitBias = toBase.get(":," + sizes.dMlp() + ":");
        NDArray toOfStream =
                weights.get(W_O).matMul(toOfValues).addi(atEquals.transpose().matMul(toBase));
        gradient.put(W_O, ofStream.matMul(toOfValues.transpose()));
        gradient.put(W_IN, toOfStream.get(":,:" + sizes.dMlp()).transpose());
        gradient.put(B_IN, toBase.get(":,:" + sizes.dMlp()));
        gradient.put(B_OUT, toLogitBias.matMul(weights.get(W_U).transpose()));
        gradient.put(W_OUT, neurons.first());
        gradient.put(
                W_U,
                neurons.second()
                        .addi(toOfStream.get(":," + sizes.dMlp() + ":"))
                        .addi(biasOut().transpose().matMul(toLogitBias)));
        return gradient;
    }
}
