package io.github.grokcheck.djl;

import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_K;
import static io.github.grokcheck.model.WeightName.W_POS;
import static io.github.grokcheck.model.WeightName.W_Q;
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
 * What heads read from each token, and how much they attend to it, before any example is looked at. Rows of tokens: token
 * t at position 0 (row t), token t at position 1 (row p + t), "=" (row 2p).
 *
 * <p>In formulas e is the stream at "=", q its queries, T the tokens' stream [2p + 1, d_model].
 */
final class TokenReads {
    private final FlatWeights weights;
    private final int p;
    private final Architecture sizes;
    /** √d_head, a single number. */
    private final NDArray rootOfHead;

    /** T: tokens plus positions, [2p + 1, d_model]. */
    private final NDArray stream;
    /** W_Q e, [heads, d_head]. */
    private final NDArray query;
    /** W_Kᵀ q / √d_head, [heads, d_model]. */
    private final NDArray keyDirection;
    /** T W_Vᵀ, [2p + 1, heads · d_head]. */
    private final NDArray values;

    /** @param rootOfHead √d_head, a single number */
    TokenReads(FlatWeights weights, NDArray rootOfHead) {
        this.weights = weights;
        this.rootOfHead = rootOfHead;
        p = weights.p();
        sizes = weights.sizes();
        stream = stream();
        query = allHeads(W_Q).matMul(atEquals().transpose()).reshape(sizes.nHeads(), sizes.dHead());
        keyDirection = query.reshape(sizes.nHeads(), 1, sizes.dHead())
                .matMul(weights.get(W_K))
                .reshape(sizes.nHeads(), sizes.dModel())
                .divi(rootOfHead);
        values = stream.matMul(allHeads(W_V).transpose());
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

    /** The stream at "=", [1, d_model]. */
    NDArray atEquals() {
        return stream.get(2 * p + ":");
    }

    /** Attention scores from "=", [2p + 1, heads]. */
    NDArray scores() {
        return stream.matMul(keyDirection.transpose());
    }

    /** What one head reads from each token, [2p + 1, d_head]. */
    NDArray values(int head) {
        return values.get(":," + head * sizes.dHead() + ":" + (head + 1) * sizes.dHead());
    }

    /** A per-head tensor [heads, d_head, d_model] as one matrix [heads · d_head, d_model]. */
    private NDArray allHeads(WeightName name) {
        return weights.get(name).reshape((long) sizes.nHeads() * sizes.dHead(), sizes.dModel());
    }

    /**
     * Chain rule to W_E, W_pos, W_K, W_Q and W_V.
     *
     * @param toScores [2p + 1, heads]
     * @param toValues [2p + 1, heads · d_head]
     * @param toEqualsOfBase what "=" itself adds to the outputs, [1, d_model]
     */
    Map<WeightName, NDArray> gradients(NDArray toScores, NDArray toValues, NDArray toEqualsOfBase) {
        Map<WeightName, NDArray> gradient = new EnumMap<>(WeightName.class);
        gradient.put(W_V, toValues.transpose().matMul(stream));
        NDArray toQuery = putKeysAndQueries(gradient, toScores);
        putEmbeddings(
                gradient,
                toValues.matMul(allHeads(W_V)).addi(toScores.matMul(keyDirection)),
                toQuery.matMul(allHeads(W_Q)).addi(toEqualsOfBase));
        return gradient;
    }

    /** @return the queries' gradient, [1, heads · d_head] */
    private NDArray putKeysAndQueries(Map<WeightName, NDArray> gradient, NDArray toScores) {
        NDArray toKeyDirection = toScores.transpose().matMul(stream).divi(rootOfHead);
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
