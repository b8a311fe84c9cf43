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
import ai.djl.ndarray.NDManager;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import java.util.EnumMap;
import java.util.Map;

/**
 * Everything in a step of R runs that does not depend on the examples; every array begins with the axis of runs.
 *
 * <p>Rows of token tables: token t at position 0 (row t), token t at position 1 (row p + t), "=" (row 2p). Columns of
 * the outputs: d_mlp neurons before their ReLU, then p + 1 logits. In formulas e is the stream at "=", q its queries, T
 * the tokens' stream, V what the heads read from the tokens, R = [W_inᵀ | W_U] what the outputs read from the stream.
 */
final class StackedTables {
    private final StackedWeights weights;
    private final int p;
    private final Architecture sizes;
    private final long runs;

    /** T: tokens plus positions, [R, 2p + 1, d_model]. */
    private final NDArray stream;
    /** The stream at "=", [R, 1, d_model]. */
    private final NDArray atEquals;
    /** W_Q e, [R, 1, heads · d_head]. */
    private final NDArray query;
    /** W_Kᵀ q / √d_head, [R, heads, d_model]. */
    private final NDArray keyDirection;
    /** R, [R, d_model, outputs]. */
    private final NDArray readout;
    /** What each head reads from "=", [R, 1, heads · d_head]. */
    private final NDArray valuesOfEquals;

    /** Attention scores from "=", [R, 2p + 1, heads]. */
    final NDArray scores;
    /** What each head reads from each token minus what it reads from "=", [R, 2p + 1, heads · d_head]. */
    final NDArray valuesBesideEquals;
    /** W_Oᵀ R: from what the heads read to the outputs, [R, heads · d_head, outputs]. */
    final NDArray valuesToOutputs;
    /** The outputs if every head attended to "=" alone, biases included, [R, 1, outputs]. */
    final NDArray base;
    /** W_outᵀ W_U, [R, d_mlp, p + 1]. */
    final NDArray neuronsToLogits;

    StackedTables(StackedWeights weights) {
        this.weights = weights;
        p = weights.p();
        sizes = weights.sizes();
        runs = weights.runs();
        stream = stream();
        atEquals = stream.get(":," + 2 * p + ":");
        query = atEquals.matMul(transposed(allHeads(W_Q)));
        keyDirection = query.reshape(runs * sizes.nHeads(), 1, sizes.dHead())
                .matMul(eachHead(W_K))
                .reshape(runs, sizes.nHeads(), sizes.dModel())
                .divi(Math.sqrt(sizes.dHead()));
        scores = stream.matMul(transposed(keyDirection));
        NDArray values = stream.matMul(transposed(allHeads(W_V)));
        valuesOfEquals = values.get(":," + 2 * p + ":");
        valuesBesideEquals = values.sub(valuesOfEquals);
        readout = NDArrays.concat(new NDList(transposed(weights.get(W_IN)), weights.get(W_U)), 2);
        valuesToOutputs = transposed(weights.get(W_O)).matMul(readout);
        NDArray biases = NDArrays.concat(
                new NDList(weights.get(B_IN).expandDims(1), biasOut().matMul(weights.get(W_U))), 2);
        base = atEquals.matMul(readout).addi(biases).addi(valuesOfEquals.matMul(valuesToOutputs));
        neuronsToLogits = transposed(weights.get(W_OUT)).matMul(weights.get(W_U));
    }

    private NDArray stream() {
        NDArray tokens = transposed(weights.get(W_E));
        NDArray numbers = tokens.get(":,:" + p);
        NDArray positions = weights.get(W_POS);
        return NDArrays.concat(
                new NDList(
                        numbers.add(positions.get(":,0:1")),
                        numbers.add(positions.get(":,1:2")),
                        tokens.get(":," + p + ":").add(positions.get(":,2:3"))),
                1);
    }

    /** [R, 1, d_model]. */
    private NDArray biasOut() {
        return weights.get(B_OUT).expandDims(1);
    }

    /** Per-head tensors [R, heads, d_head, d_model] as one matrix a run, [R, heads · d_head, d_model]. */
    private NDArray allHeads(WeightName name) {
        return weights.get(name).reshape(runs, values(), sizes.dModel());
    }

    /** Per-head tensors as one matrix a head, [R · heads, d_head, d_model]. */
    private NDArray eachHead(WeightName name) {
        return weights.get(name).reshape(runs * sizes.nHeads(), sizes.dHead(), sizes.dModel());
    }

    private long values() {
        return (long) sizes.nHeads() * sizes.dHead();
    }

    /** Of each matrix, without a copy. */
    static NDArray transposed(NDArray matrices) {
        return matrices.swapAxes(1, 2);
    }

    Architecture sizes() {
        return sizes;
    }

    int p() {
        return p;
    }

    long runs() {
        return runs;
    }

    /** Lends what chunks read to a chunk's manager. */
    void tempAttach(NDManager chunk) {
        for (NDArray table : new NDArray[] {scores, valuesBesideEquals, valuesToOutputs, base, neuronsToLogits}) {
            table.tempAttach(chunk);
        }
    }

    /** Chain rule from the tables to the eleven tensors. */
    Map<WeightName, NDArray> gradients(StackedSums sums) {
        Map<WeightName, NDArray> gradient = new EnumMap<>(WeightName.class);
        NDArray toBase = sums.toBase();
        NDArray toValues = toValues(sums);
        NDArray toScores = NDArrays.concat(
                new NDList(
                        fromColumn(sums.toFirst(), values()), fromColumn(sums.toSecond(), values()), sums.toEquals()),
                1);
        NDArray toValuesToOutputs =
                sums.toValuesToOutputs().add(transposed(valuesOfEquals).matMul(toBase));
        gradient.put(W_O, readout.matMul(transposed(toValuesToOutputs)));
        gradient.put(W_V, transposed(toValues).matMul(stream));
        NDArray toReadout = weights.get(W_O)
                .matMul(toValuesToOutputs)
                .addi(transposed(atEquals).matMul(toBase));
        putReaders(gradient, sums, toReadout);
        NDArray toKeyDirection = transposed(toScores).matMul(stream).divi(Math.sqrt(sizes.dHead()));
        NDArray toQuery = putKeysAndQueries(gradient, toKeyDirection);
        putEmbeddings(
                gradient,
                toValues.matMul(allHeads(W_V)).addi(toScores.matMul(keyDirection)),
                toQuery.matMul(allHeads(W_Q)).addi(toBase.matMul(transposed(readout))));
        return gradient;
    }

    /** Of what the heads read from each token: that of "=" enters the base, and every other one with a minus. */
    private NDArray toValues(StackedSums sums) {
        NDArray toFirst = sums.toFirst().get(":,:,:" + values());
        NDArray toSecond = sums.toSecond().get(":,:,:" + values());
        int[] overTokens = {1};
        NDArray toEquals = sums.toBase()
                .matMul(transposed(valuesToOutputs))
                .subi(toFirst.sum(overTokens, true))
                .subi(toSecond.sum(overTokens, true));
        return NDArrays.concat(new NDList(toFirst, toSecond, toEquals), 1);
    }

    private static NDArray fromColumn(NDArray matrices, long column) {
        return matrices.get(":,:," + column + ":");
    }

    /** What reads the stream at "=": neurons and logits. */
    private void putReaders(Map<WeightName, NDArray> gradient, StackedSums sums, NDArray toReadout) {
        int neurons = sizes.dMlp();
        NDArray toLogitBias = fromColumn(sums.toBase(), neurons);
        gradient.put(W_IN, transposed(toReadout.get(":,:,:" + neurons)));
        gradient.put(B_IN, sums.toBase().get(":,:,:" + neurons));
        gradient.put(B_OUT, toLogitBias.matMul(transposed(weights.get(W_U))));
        gradient.put(W_OUT, weights.get(W_U).matMul(transposed(sums.toNeuronsToLogits())));
        gradient.put(
                W_U,
                weights.get(W_OUT)
                        .matMul(sums.toNeuronsToLogits())
                        .addi(fromColumn(toReadout, neurons))
                        .addi(transposed(biasOut()).matMul(toLogitBias)));
    }

    /** @return the queries' gradient, [R, 1, heads · d_head] */
    private NDArray putKeysAndQueries(Map<WeightName, NDArray> gradient, NDArray toKeyDirection) {
        long each = runs * sizes.nHeads();
        NDArray toQuery = eachHead(W_K)
                .matMul(toKeyDirection.reshape(each, sizes.dModel(), 1))
                .reshape(runs, 1, values());
        gradient.put(W_K, query.reshape(each, sizes.dHead(), 1).mul(toKeyDirection.reshape(each, 1, sizes.dModel())));
        gradient.put(W_Q, transposed(toQuery).matMul(atEquals));
        return toQuery;
    }

    /**
     * @param toStream through what is read from the tokens
     * @param besides through what "=" itself asks and adds
     */
    private void putEmbeddings(Map<WeightName, NDArray> gradient, NDArray toStream, NDArray besides) {
        NDArray toFirst = toStream.get(":,:" + p);
        NDArray toSecond = toStream.get(":," + p + ":" + 2 * p);
        NDArray toEquals = toStream.get(":," + 2 * p + ":").add(besides);
        gradient.put(W_E, transposed(NDArrays.concat(new NDList(toFirst.add(toSecond), toEquals), 1)));
        int[] overTokens = {1};
        gradient.put(
                W_POS,
                NDArrays.concat(
                        new NDList(toFirst.sum(overTokens, true), toSecond.sum(overTokens, true), toEquals), 1));
    }
}
