package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.github.grokcheck.dataset.ModularAddition;
import java.util.List;

/**
 * Forward and backward pass over one chunk of examples, written by hand. A chunk is small enough that its activations
 * stay in a core's cache; chunks are independent of each other and may run on different threads.
 *
 * <p>In formulas: z = Σ_position pattern · values, per head; pre = z·(W_in W_O)ᵀ + (W_in e + b_in); post = relu(pre);
 * logits = z·(W_Uᵀ W_O)ᵀ + post·(W_Uᵀ W_out)ᵀ + W_Uᵀ(e + b_out). The softmax and the loss are float64, with the
 * closed-form gradient (softmax − one-hot)/n; everything else has the weights' precision.
 */
final class ChunkPass {
    private final int size;
    private final NDArray firstRow;
    private final NDArray secondRow;
    private final NDArray labels;
    private final NDArray oneHotLabels;
    private final NDArray oneHotFirst;
    private final NDArray oneHotSecond;

    /**
     * @param manager owns the constant arrays
     * @param rows rows a·p + b of the examples
     */
    ChunkPass(NDManager manager, ModularAddition task, int[] rows, DataType type) {
        size = rows.length;
        int p = task.p();
        long[] first = new long[size];
        long[] second = new long[size];
        long[] label = new long[size];
        for (int i = 0; i < size; i++) {
            first[i] = task.first(rows[i]);
            second[i] = p + (long) task.second(rows[i]);
            label[i] = task.label(rows[i]);
        }
        firstRow = manager.create(first);
        secondRow = manager.create(second);
        labels = manager.create(label).reshape(size, 1);
        oneHotLabels = manager.create(label).oneHot(p + 1, DataType.FLOAT64);
        oneHotFirst = manager.create(first).oneHot(p, type).transpose().duplicate();
        oneHotSecond = manager.create(second).sub(p).oneHot(p, type).transpose().duplicate();
    }

    /** The sum of the examples' losses alone, in nats. */
    double lossSum(NDManager local, TokenTables tables) {
        return -logits(local, tables)
                .toType(DataType.FLOAT64, false)
                .logSoftmax(1)
                .gather(labels, 1)
                .sum()
                .getDouble();
    }

    /** The logits at "=", [chunk, outputs]. */
    NDArray logits(NDManager local, TokenTables tables) {
        tempAttach(local);
        Heads heads = new Heads(tables);
        return logits(tables, heads.z, neurons(tables, heads.z));
    }

    private void tempAttach(NDManager local) {
        for (NDArray constant : List.of(firstRow, secondRow, labels, oneHotLabels, oneHotFirst, oneHotSecond)) {
            constant.tempAttach(local);
        }
    }

    private static NDArray neurons(TokenTables tables, NDArray z) {
        try (NDArray pre = z.matMul(tables.valuesToNeurons).addi(tables.neuronBias)) {
            return pre.getNDArrayInternal().relu();
        }
    }

    private static NDArray logits(TokenTables tables, NDArray z, NDArray neurons) {
        try (NDArray direct = z.matMul(tables.valuesToLogits)) {
            return neurons.matMul(tables.neuronsToLogits).addi(direct).addi(tables.logitBias);
        }
    }

    /**
     * Loss and gradient of this chunk.
     *
     * @param local owns everything computed here
     * @param examples n, the size of the whole batch
     */
    Result backward(NDManager local, TokenTables tables, int examples) {
        tempAttach(local);
        Heads heads = new Heads(tables);
        NDArray neurons = neurons(tables, heads.z);
        NDArray logProbabilities = logProbabilities(logits(tables, heads.z, neurons));
        double lossSum = -logProbabilities.gather(labels, 1).sum().getDouble();
        NDArray toLogits = toLogits(logProbabilities, examples, neurons.getDataType());
        NDArray neuronsToLogits = neurons.transpose().matMul(toLogits);
        NDArray toPre = toPre(tables, toLogits, neurons);
        NDArray zTransposed = heads.z.transpose();
        NDArray valuesToNeurons = zTransposed.matMul(toPre);
        NDArray valuesToLogits = zTransposed.matMul(toLogits);
        NDArray toZ = toPre.matMul(tables.valuesToNeurons.transpose());
        NDArray neuronBias = toPre.sum(new int[] {0});
        toPre.close();
        NDArray throughLogits = toLogits.matMul(tables.valuesToLogits.transpose());
        toZ.addi(throughLogits);
        throughLogits.close();
        return new Result(
                lossSum,
                heads.backward(toZ),
                valuesToNeurons,
                valuesToLogits,
                neuronsToLogits,
                neuronBias,
                toLogits.sum(new int[] {0}));
    }

    private static NDArray logProbabilities(NDArray logits) {
        try (logits;
                NDArray wide = logits.toType(DataType.FLOAT64, false)) {
            return wide.logSoftmax(1);
        }
    }

    private NDArray toLogits(NDArray logProbabilities, int examples, DataType type) {
        try (logProbabilities;
                NDArray probabilities = logProbabilities.exp()) {
            return probabilities.subi(oneHotLabels).divi(examples).toType(type, true);
        }
    }

    /** Consumes the neurons: they are not needed after their mask has been taken. */
    private static NDArray toPre(TokenTables tables, NDArray toLogits, NDArray neurons) {
        try (neurons;
                NDArray active = neurons.sign()) {
            return toLogits.matMul(tables.neuronsToLogits.transpose()).muli(active);
        }
    }

    /** Each example's attention from "=", and what it reads. */
    private final class Heads {
        private final Shape perHead;
        private final NDArray pattern;
        private final NDArray first;
        private final NDArray second;
        private final NDArray equalsSign;
        private final NDArray z;

        Heads(TokenTables tables) {
            perHead = new Shape(size, tables.heads(), tables.dHead());
            Shape column = new Shape(1, size, tables.heads(), 1);
            int p = tables.p();
            NDArray equalsScores = tables.scores.get(2 * p + ":").broadcast(size, tables.heads());
            pattern = NDArrays.concat(new NDList(
                            lookUp(tables.scores, firstRow).reshape(column),
                            lookUp(tables.scores, secondRow).reshape(column),
                            equalsScores.reshape(column)))
                    .softmax(0);
            first = lookUp(tables.values, firstRow).reshape(perHead);
            second = lookUp(tables.values, secondRow).reshape(perHead);
            equalsSign = tables.values.get(2 * p + ":").reshape(1, tables.heads(), tables.dHead());
            z = first.mul(pattern.get(0))
                    .addi(second.mul(pattern.get(1)))
                    .addi(equalsSign.mul(pattern.get(2)))
                    .reshape(size, (long) tables.heads() * tables.dHead());
        }

        private NDArray lookUp(NDArray table, NDArray rows) {
            return rows.getNDArrayInternal()
                    .embedding(rows, table, SparseFormat.DENSE)
                    .singletonOrThrow();
        }

        TokenGradients backward(NDArray toZ) {
            NDArray perHeadToZ = toZ.reshape(perHead);
            Shape flat = new Shape(size, perHead.get(1) * perHead.get(2));
            NDArray toPattern = NDArrays.concat(new NDList(
                    perHeadToZ.mul(first).sum(new int[] {2}, true).expandDims(0),
                    perHeadToZ.mul(second).sum(new int[] {2}, true).expandDims(0),
                    perHeadToZ.mul(equalsSign).sum(new int[] {2}, true).expandDims(0)));
            NDArray weighted = toPattern.mul(pattern);
            NDArray toScores =
                    weighted.sub(pattern.mul(weighted.sum(new int[] {0}, true))).reshape(3, size, perHead.get(1));
            NDArray valuesFirst =
                    oneHotFirst.matMul(perHeadToZ.mul(pattern.get(0)).reshape(flat));
            NDArray valuesSecond =
                    oneHotSecond.matMul(perHeadToZ.mul(pattern.get(1)).reshape(flat));
            NDArray valuesEquals = perHeadToZ.mul(pattern.get(2)).reshape(flat).sum(new int[] {0}, true);
            return new TokenGradients(
                    oneHotFirst.matMul(toScores.get(0)),
                    oneHotSecond.matMul(toScores.get(1)),
                    toScores.get(2).sum(new int[] {0}, true),
                    valuesFirst,
                    valuesSecond,
                    valuesEquals);
        }
    }

    /** Gradient of the token tables' rows, by position. */
    record TokenGradients(
            NDArray scoresFirst,
            NDArray scoresSecond,
            NDArray scoresEquals,
            NDArray valuesFirst,
            NDArray valuesSecond,
            NDArray valuesEquals) {}

    /** One chunk's sum of losses and its part of every table's gradient. */
    record Result(
            double lossSum,
            TokenGradients tokens,
            NDArray valuesToNeurons,
            NDArray valuesToLogits,
            NDArray neuronsToLogits,
            NDArray neuronBias,
            NDArray logitBias) {

        /** Hands the arrays to a longer-lived manager. */
        void attach(NDManager owner) {
            new NDList(valuesToNeurons, valuesToLogits, neuronsToLogits, neuronBias, logitBias).attach(owner);
            new NDList(tokens.scoresFirst, tokens.scoresSecond, tokens.scoresEquals).attach(owner);
            new NDList(tokens.valuesFirst, tokens.valuesSecond, tokens.valuesEquals).attach(owner);
        }
    }
}
