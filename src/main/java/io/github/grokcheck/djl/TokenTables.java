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
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything in a step that does not depend on the examples.
 *
 * <p>An example reads three tokens: a at position 0, b at position 1, "=" at position 2. What a head reads from a token
 * enters neurons and logits linearly, so its effect on both is tabulated once per token, and an example is a weighted sum
 * of a few rows of that table, with the attention pattern's weights, before its only product: from neurons to logits.
 *
 * <p>Rows of token tables: token t at position 0 (row t), token t at position 1 (row p + t), "=" (row 2p). Columns of
 * the outputs: d_mlp neurons before their ReLU, then p + 1 logits. In formulas e is the stream at "=", q its queries, T
 * the tokens' stream [2p + 1, d_model], R = [W_inᵀ | W_U] what the outputs read from the stream [d_model, outputs].
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
    /** R, [d_model, outputs]. */
    private final NDArray readout;
    /** What each head reads from each token, [2p + 1, heads · d_head]. */
    private final NDArray values;
    /** W_Oᵀ R, [heads · d_head, outputs]. */
    private final NDArray valuesToOutputs;

    TokenTables(FlatWeights weights) {
        this.weights = weights;
        p = weights.p();
        sizes = weights.sizes();
        stream = stream();
        query = allHeads(W_Q).matMul(atEquals().transpose()).reshape(sizes.nHeads(), sizes.dHead());
        keyDirection = query.reshape(sizes.nHeads(), 1, sizes.dHead())
                .matMul(weights.get(W_K))
                .reshape(sizes.nHeads(), sizes.dModel())
                .divi(Math.sqrt(sizes.dHead()));
        values = stream.matMul(allHeads(W_V).transpose());
        readout = NDArrays.concat(new NDList(weights.get(W_IN).transpose(), weights.get(W_U)), 1);
        valuesToOutputs = weights.get(W_O).transpose().matMul(readout);
    }

    private NDArray stream() {
        NDArray tokens = weights.get(W_E).transpose();
        NDArray numbers = tokens.get(":" + p);
        NDArray positions = weights.get(W_POS);
        return NDArrays.concat(new NDList(
                numbers.add(positions.get("0:1")),
                numbers.add(positions.get("1:2")),
                tokens.get(p + ":").add(positions.get("2:3"))));
    }

    /** Attention scores from "=", [2p + 1, heads]. */
    NDArray scores() {
        return stream.matMul(keyDirection.transpose());
    }

    /** What each head reads from each number's token minus what it reads from "=", [2p, heads · d_head]. */
    NDArray valuesBesideEquals() {
        return values.get(":" + 2 * p).sub(values.get(2 * p + ":"));
    }

    /** What one head adds to the outputs by attending to each token alone, [2p + 1, outputs]. */
    NDArray effects(int head) {
        return values(head).matMul(valuesToOutputs(head));
    }

    /** The outputs if no head attended to anything: e R and the biases, [1, outputs]. */
    NDArray base() {
        NDArray biases = NDArrays.concat(
                new NDList(weights.get(B_IN).reshape(1, sizes.dMlp()), biasOut().matMul(weights.get(W_U))), 1);
        return atEquals().matMul(readout).addi(biases);
    }

    /** W_outᵀ W_U, [d_mlp, p + 1]. */
    NDArray neuronsToLogits() {
        return weights.get(W_OUT).transpose().matMul(weights.get(W_U));
    }

    /** (W_in W_O)ᵀ, [heads · d_head, d_mlp]. */
    NDArray valuesToNeurons() {
        return valuesToOutputs.get(":,:" + sizes.dMlp());
    }

    /** (W_Uᵀ W_O)ᵀ, [heads · d_head, p + 1]. */
    NDArray valuesToLogits() {
        return valuesToOutputs.get(":," + sizes.dMlp() + ":");
    }

    int heads() {
        return sizes.nHeads();
    }

    private NDArray values(int head) {
        return values.get(":," + head * sizes.dHead() + ":" + (head + 1) * sizes.dHead());
    }

    private NDArray valuesToOutputs(int head) {
        return valuesToOutputs.get(head * sizes.dHead() + ":" + (head + 1) * sizes.dHead());
    }

    /** The stream at "=", [1, d_model]. */
    private NDArray atEquals() {
        return stream.get(2 * p + ":");
    }

    private NDArray biasOut() {
        return weights.get(B_OUT).reshape(1, sizes.dModel());
    }

    /** A per-head tensor [heads, d_head, d_model] as one matrix [heads · d_head, d_model]. */
    private NDArray allHeads(WeightName name) {
        return weights.get(name).reshape((long) sizes.nHeads() * sizes.dHead(), sizes.dModel());
    }

    /** Gradient of the two factors of a product: of a head's effects, or of the merged neurons. */
    record Through(NDArray first, NDArray second) {}

    /**
     * Of what a head reads, [2p + 1, d_head], and of its rows of W_Oᵀ R, [d_head, outputs].
     *
     * @param toEffects [2p + 1, outputs]
     */
    Through throughHead(int head, NDArray toEffects) {
        return new Through(
                toEffects.matMul(valuesToOutputs(head).transpose()),
                values(head).transpose().matMul(toEffects));
    }

    /**
     * Of W_out, and of W_U as far as neurons reach it.
     *
     * @param toNeuronsToLogits [d_mlp, p + 1]
     */
    Through throughNeurons(NDArray toNeuronsToLogits) {
        return new Through(
                weights.get(W_U).matMul(toNeuronsToLogits.transpose()),
                weights.get(W_OUT).matMul(toNeuronsToLogits));
    }

    /**
     * Chain rule from the tables to the eleven tensors.
     *
     * @param toScores [2p + 1, heads]
     * @param toBase [1, outputs]
     * @param through neurons, then every head in order
     */
    Map<WeightName, NDArray> gradients(NDArray toScores, NDArray toBase, List<Through> through) {
        Map<WeightName, NDArray> gradient = new EnumMap<>(WeightName.class);
        Through neurons = through.get(0);
        List<Through> eachHead = through.subList(1, through.size());
        NDArray toValues = concat(eachHead, Through::first, 1);
        NDArray toValuesToOutputs = concat(eachHead, Through::second, 0);
        gradient.put(W_O, readout.matMul(toValuesToOutputs.transpose()));
        gradient.put(W_V, toValues.transpose().matMul(stream));
        NDArray toReadout = weights.get(W_O)
                .matMul(toValuesToOutputs)
                .addi(atEquals().transpose().matMul(toBase));
        NDArray toLogitBias = toBase.get(":," + sizes.dMlp() + ":");
        gradient.put(W_IN, toReadout.get(":,:" + sizes.dMlp()).transpose());
        gradient.put(B_IN, toBase.get(":,:" + sizes.dMlp()));
        gradient.put(B_OUT, toLogitBias.matMul(weights.get(W_U).transpose()));
        gradient.put(W_OUT, neurons.first());
        gradient.put(
                W_U,
                neurons.second()
                        .addi(toReadout.get(":," + sizes.dMlp() + ":"))
                        .addi(biasOut().transpose().matMul(toLogitBias)));
        NDArray toQuery = putKeysAndQueries(gradient, toScores);
        putEmbeddings(
                gradient,
                toValues.matMul(allHeads(W_V)).addi(toScores.matMul(keyDirection)),
                toQuery.matMul(allHeads(W_Q)).addi(toBase.matMul(readout.transpose())));
        return gradient;
    }

    private static NDArray concat(List<Through> heads, Function<Through, NDArray> part, int axis) {
        return NDArrays.concat(new NDList(heads.stream().map(part).toList()), axis);
    }

    /** @return the queries' gradient, [1, heads · d_head] */
    private NDArray putKeysAndQueries(Map<WeightName, NDArray> gradient, NDArray toScores) {
        NDArray toKeyDirection = toScores.transpose().matMul(stream).divi(Math.sqrt(sizes.dHead()));
        NDArray toQuery = weights.get(W_K)
                .matMul(toKeyDirection.reshape(sizes.nHeads(), sizes.dModel(), 1))
                .reshape(1, (long) sizes.nHeads() * sizes.dHead());
        gradient.put(
                W_K,
                query.reshape(new Shape(sizes.nHeads(), sizes.dHead(), 1))
                        .mul(toKeyDirection.reshape(sizes.nHeads(), 1, sizes.dModel())));
        gradient.put(W_Q, toQuery.transpose().matMul(atEquals()));
        return toQuery;
    }

    /**
     * @param toStream through what is read from the tokens
     * @param besides through what "=" itself asks and adds
     */
    private void putEmbeddings(Map<WeightName, NDArray> gradient, NDArray toStream, NDArray besides) {
        NDArray toFirst = toStream.get(":" + p);
        NDArray toSecond = toStream.get(p + ":" + 2 * p);
        NDArray toEquals = toStream.get(2 * p + ":").add(besides);
        gradient.put(
                W_E,
                NDArrays.concat(new NDList(toFirst.add(toSecond), toEquals)).transpose());
        gradient.put(
                W_POS,
                NDArrays.concat(
                        new NDList(toFirst.sum(new int[] {0}, true), toSecond.sum(new int[] {0}, true), toEquals)));
    }
}
