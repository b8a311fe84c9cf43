package io.github.grokcheck.djl;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_IN;
import static io.github.grokcheck.model.WeightName.W_K;
import static io.github.grokcheck.model.WeightName.W_O;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_POS;
import static io.github.grokcheck.model.WeightName.W_Q;
import static io.github.grokcheck.model.WeightName.W_U;
import static io.github.grokcheck.model.WeightName.W_V;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import java.util.EnumMap;
import java.util.Map;

/**
 * Everything in a step that does not depend on the examples: scores and values of each token at each position, and the
 * merged products that a chunk multiplies with.
 *
 * <p>Rows of the token tables: token t at position 0 (row t), token t at position 1 (row p + t), "=" at position 2 (row
 * 2p). In formulas e is the stream at "=", q its queries, T the tokens' stream [2p + 1, d_model].
 */
final class TokenTables {
    private final FlatWeights weights;
    private final int p;
    private final Architecture sizes;

    /** T: tokens plus positions, [2p + 1, d_model]. */
    private final NDArray stream;
    /** W_Q e, [heads, d_head]. */
    private final NDArray query;
    /** W_Kᵀ q / √d_head, [heads, d_model]. */
    private final NDArray keyDirection;

    /** [2p + 1, heads]. */
    final NDArray scores;
    /** [2p + 1, heads · d_head]. */
    final NDArray values;
    /** (W_in W_O)ᵀ, [heads · d_head, d_mlp]. */
    final NDArray valuesToNeurons;
    /** (W_Uᵀ W_O)ᵀ, [heads · d_head, outputs]. */
    final NDArray valuesToLogits;
    /** (W_Uᵀ W_out)ᵀ, [d_mlp, outputs]. */
    final NDArray neuronsToLogits;
    /** W_in e + b_in, [d_mlp]. */
    final NDArray neuronBias;
    /** W_Uᵀ (e + b_out), [outputs]. */
    final NDArray logitBias;

    TokenTables(FlatWeights weights) {
        this.weights = weights;
        p = weights.p();
        sizes = weights.sizes();
        NDArray tokens = weights.get(W_E).transpose();
        NDArray numbers = tokens.get(":" + p);
        NDArray positions = weights.get(W_POS);
        stream = NDArrays.concat(new NDList(
                numbers.add(positions.get("0:1")),
                numbers.add(positions.get("1:2")),
                tokens.get(p + ":").add(positions.get("2:3"))));
        query = allHeads(W_Q).matMul(atEquals().transpose()).reshape(sizes.nHeads(), sizes.dHead());
        keyDirection = query.reshape(sizes.nHeads(), 1, sizes.dHead())
                .matMul(weights.get(W_K))
                .reshape(sizes.nHeads(), sizes.dModel())
                .divi(Math.sqrt(sizes.dHead()));
        scores = stream.matMul(keyDirection.transpose());
        values = stream.matMul(allHeads(W_V).transpose());
        NDArray unembedding = weights.get(W_U);
        NDArray outputTransposed = weights.get(W_O).transpose();
        valuesToNeurons = outputTransposed.matMul(weights.get(W_IN).transpose());
        valuesToLogits = outputTransposed.matMul(unembedding);
        neuronsToLogits = weights.get(W_OUT).transpose().matMul(unembedding);
        neuronBias = atEquals().matMul(weights.get(W_IN).transpose()).flatten().addi(weights.get(B_IN));
        logitBias = atEquals().add(weights.get(B_OUT)).matMul(unembedding).flatten();
    }

    int p() {
        return p;
    }

    int heads() {
        return sizes.nHeads();
    }

    int dHead() {
        return sizes.dHead();
    }

    /** The stream at "=", [1, d_model]. */
    private NDArray atEquals() {
        return stream.get(2 * p + ":");
    }

    /** A per-head tensor [heads, d_head, d_model] as one matrix [heads · d_head, d_model]. */
    private NDArray allHeads(WeightName name) {
        return weights.get(name).reshape((long) sizes.nHeads() * sizes.dHead(), sizes.dModel());
    }

    /** Chain rule from the tables to the eleven tensors. */
    Map<WeightName, NDArray> gradients(TableGradients of) {
        NDArray unembedding = weights.get(W_U);
        NDArray neuronBiasRow = of.neuronBias().reshape(1, sizes.dMlp());
        NDArray logitBiasRow = of.logitBias().reshape(1, p + 1L);
        NDArray throughUnembedding = logitBiasRow.matMul(unembedding.transpose());
        NDArray toKeyDirection = of.scores().transpose().matMul(stream).divi(Math.sqrt(sizes.dHead()));
        NDArray toQuery = weights.get(W_K)
                .matMul(toKeyDirection.reshape(sizes.nHeads(), sizes.dModel(), 1))
                .reshape(1, (long) sizes.nHeads() * sizes.dHead());

        NDArray toStream = of.values().matMul(allHeads(W_V)).addi(of.scores().matMul(keyDirection));
        NDArray toNumbersFirst = toStream.get(":" + p);
        NDArray toNumbersSecond = toStream.get(p + ":" + 2 * p);
        NDArray toEquals = toStream.get(2 * p + ":")
                .add(toQuery.matMul(allHeads(W_Q)))
                .addi(neuronBiasRow.matMul(weights.get(W_IN)))
                .addi(throughUnembedding);

        Map<WeightName, NDArray> gradient = new EnumMap<>(WeightName.class);
        gradient.put(
                W_E,
                NDArrays.concat(new NDList(toNumbersFirst.add(toNumbersSecond), toEquals))
                        .transpose());
        gradient.put(
                W_POS,
                NDArrays.concat(new NDList(
                        toNumbersFirst.sum(new int[] {0}, true), toNumbersSecond.sum(new int[] {0}, true), toEquals)));
        gradient.put(
                W_K,
                query.reshape(new Shape(sizes.nHeads(), sizes.dHead(), 1))
                        .mul(toKeyDirection.reshape(sizes.nHeads(), 1, sizes.dModel())));
        gradient.put(W_Q, toQuery.transpose().matMul(atEquals()));
        gradient.put(W_V, of.values().transpose().matMul(stream));
        gradient.put(
                W_O,
                weights.get(W_IN)
                        .transpose()
                        .matMul(of.valuesToNeurons().transpose())
                        .addi(unembedding.matMul(of.valuesToLogits().transpose())));
        gradient.put(
                W_IN,
                of.valuesToNeurons()
                        .transpose()
                        .matMul(weights.get(W_O).transpose())
                        .addi(neuronBiasRow.transpose().matMul(atEquals())));
        gradient.put(B_IN, of.neuronBias());
        gradient.put(W_OUT, unembedding.matMul(of.neuronsToLogits().transpose()));
        gradient.put(B_OUT, throughUnembedding);
        gradient.put(
                W_U,
                weights.get(W_O)
                        .matMul(of.valuesToLogits())
                        .addi(weights.get(W_OUT).matMul(of.neuronsToLogits()))
                        .addi(atEquals().add(weights.get(B_OUT)).transpose().matMul(logitBiasRow)));
        return gradient;
    }
}
