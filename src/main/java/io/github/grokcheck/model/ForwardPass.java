package io.github.grokcheck.model;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.W_IN;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_U;

import io.github.grokcheck.tensor.Tensor;

/**
 * The float64 forward pass at the final position, in plain Java: {@link Attention} up to resid_mid, then MLP and
 * unembedding. There is no layer normalisation and no bias in the attention or the unembedding.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, appendix A; transformers.py at 23d2c64"
 */
public final class ForwardPass {
    private ForwardPass() {}

    /** Runs the model on all p² pairs. */
    public static Activations onAllPairs(Weights weights) {
        return onAllPairs(weights, new Attention(weights));
    }

    /** The same with the model's attention tabulated already. */
    public static Activations onAllPairs(Weights weights, Attention attention) {
        Tensor residMid = attention.fromHeads(attention.softmax()).plusRow(attention.fromEquals());
        Tensor neurons = neurons(weights, residMid);
        return new Activations(
                attention.toPosition(0),
                residMid,
                neurons,
                logits(weights, residMid, neurons).columns(0, weights.p()));
    }

    /**
     * The neurons that follow from a residual stream: relu(resid_mid · W_inᵀ + b_in).
     *
     * @param residMid [pair, d_model]
     * @return [pair, d_mlp]
     */
    public static Tensor neurons(Weights weights, Tensor residMid) {
        return residMid.times(weights.get(W_IN).transposed())
                .plusRow(weights.get(B_IN).toArray())
                .map(x -> Math.max(x, 0));
    }

    /**
     * The logits that follow from given neurons and residual stream: (resid_mid + neurons · W_outᵀ + b_out) · W_U.
     *
     * @param residMid [pair, d_model]
     * @param neurons [pair, d_mlp]
     * @return [pair, outputs], the "=" column included
     */
    public static Tensor logits(Weights weights, Tensor residMid, Tensor neurons) {
        Tensor unembedding = weights.get(W_U);
        double[] bias = unembedding.transposed().times(weights.get(B_OUT).toArray());
        Tensor fromNeurons = neurons.times(weights.get(W_OUT).transposed().times(unembedding));
        return residMid.times(unembedding).plus(fromNeurons).plusRow(bias);
    }
}
