package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward pass over one chunk of examples, written by hand. A chunk is small enough that its activations
 * stay in a core's cache; chunks are independent of each other and may run on different threads.
 *
 * <p>In formulas, with the pattern's weights A of the numbers a and b and the tables of {@link TokenTables}: outputs =
 * base + Σ_head Σ_{t ∈ {a, b}} A(head, t) · effect(head, t); neurons = relu(outputs' first part); logits = outputs' second
 * part + neurons · (W_Uᵀ W_out)ᵀ. The softmax and the loss are float64, with the closed-form gradient (softmax −
 * one-hot)/n, and so are the attention pattern and its gradient; everything else has the weights' precision.
 *
 * <p>The engine computes dense products and the softmax. What is left are short sums over rows, which the engine could
 * only do by way of dense products many times their size.
 */
final class ChunkPass {
    private final int p;
    private final Architecture sizes;
    private final DataType type;
    private final int size;
    private final int heads;
    private final int neurons;
    private final int logits;
    private final int[] firstRow;
    private final int[] secondRow;
    private final int[] label;

    /** Neurons after their ReLU, [size, d_mlp]. */
    private final EngineMemory hidden;
    /** In turn: the logits' part past the neurons; the gradient with respect to the logits. [size, p + 1] */
    private final EngineMemory atLogits;
    /** A(head, a) and A(head, b) of each example, [size, heads, 2]. */
    private final double[] pattern;

    private final Rows output;
    private final Rows logit;
    private final Rows z;
    private final double[] probability;
    private @Nullable ToTables toTables;

    /**
     * @param manager owns the memory
     * @param rows rows a·p + b of the examples
     */
    ChunkPass(NDManager manager, PairTask task, int[] rows, Architecture sizes, DataType type) {
        p = task.p();
        this.sizes = sizes;
        this.type = type;
        size = rows.length;
        heads = sizes.nHeads();
        neurons = sizes.dMlp();
        logits = p + 1;
        firstRow = new int[size];
        secondRow = new int[size];
        label = new int[size];
        for (int i = 0; i < size; i++) {
            firstRow[i] = task.first(rows[i]);
            secondRow[i] = p + task.second(rows[i]);
            label[i] = task.label(rows[i]);
        }
        hidden = EngineMemory.allocate(manager, type, size, neurons);
        atLogits = EngineMemory.allocate(manager, type, size, logits);
        pattern = new double[size * heads * 2];
        output = Rows.of(type, 1, neurons + logits);
        logit = Rows.of(type, 1, logits);
        z = Rows.of(type, 1, heads * sizes.dHead());
        probability = new double[logits];
    }

    /**
     * What every chunk reads.
     *
     * @param neuronsToLogits (W_Uᵀ W_out)ᵀ, [d_mlp, p + 1]
     * @param valuesToNeurons (W_in W_O)ᵀ, [heads · d_head, d_mlp]
     * @param valuesToLogits (W_Uᵀ W_O)ᵀ, [heads · d_head, p + 1]
     */
    record Tables(TokenRows tokens, NDArray neuronsToLogits, NDArray valuesToNeurons, NDArray valuesToLogits) {}

    /** The sum of the examples' losses alone, in nats. */
    double lossSum(NDManager local, Tables tables) {
        double sum = 0;
        try (Softmax softmax = Softmax.of(logits(local, tables))) {
            EngineMemory probabilities = EngineMemory.of(softmax.probabilities);
            for (int i = 0; i < size; i++) {
                sum += loss(probabilities, softmax.wideLogits, i);
            }
        }
        return sum;
    }

    /**
     * Gradient of this chunk's part of the loss with respect to what its examples read from the tables; made when a
     * gradient is first asked for, because the batch of test examples never is.
     *
     * @param outputs of each example's outputs, [size, outputs]
     * @param base of the base, [1, outputs]
     * @param scores of the scores, [2p + 1, heads]
     * @param examplesOf the examples in which each number's token stands, in their order, [2p]
     */
    private record ToTables(
            Rows outputs, Rows base, double[] scores, int[][] examplesOf, int[] everyExample, double[] ones) {
        void clearSums() {
            base.clear();
            Arrays.fill(scores, 0);
        }
    }

    /** Bytes that so many examples' outputs take; and their gradients as much again, where there are any. */
    static long bytes(int examples, int p, Architecture sizes, DataType type) {
        return examples * (sizes.dMlp() + p + 1L) * type.getNumOfBytes();
    }

    /**
     * Backward pass; {@link #toNeuronsToLogits}, {@link #toBase}, {@link #toScores} and {@link #addEffects} are about it
     * until the next pass.
     *
     * @param local owns everything computed here
     * @param examples n, the size of the whole batch
     * @return the sum of the examples' losses, in nats
     */
    double backward(NDManager local, Tables tables, int examples) {
        double lossSum = storeGradientAtLogits(logits(local, tables), examples);
        NDArray toLogits = atLogits.array();
        NDArray toNeurons = toLogits.matMul(tables.neuronsToLogits().transpose());
        try (NDArray active = hidden.array().sign()) {
            toNeurons.muli(active);
        }
        ToTables to = clearedSums();
        storeOutputs(to, EngineMemory.of(toNeurons));
        NDArray toZ = toNeurons
                .matMul(tables.valuesToNeurons().transpose())
                .addi(toLogits.matMul(tables.valuesToLogits().transpose()));
        gatherScores(to.scores(), EngineMemory.of(toZ), tables.tokens());
        return lossSum;
    }

    /**
     * Gradient of the table from neurons to logits, transposed: [p + 1, d_mlp] was measured to take a fifth less time.
     *
     * @param owner of the gradient
     */
    NDArray toNeuronsToLogits(NDManager owner) {
        hidden.array().tempAttach(owner);
        atLogits.array().tempAttach(owner);
        return atLogits.array().transpose().matMul(hidden.array());
    }

    private ToTables clearedSums() {
        if (toTables == null) {
            int outputs = neurons + logits;
            toTables = new ToTables(
                    Rows.of(type, size, outputs),
                    Rows.of(type, 1, outputs),
                    new double[(2 * p + 1) * heads],
                    examplesOf(),
                    IntStream.range(0, size).toArray(),
                    DoubleStream.generate(() -> 1).limit(size).toArray());
        }
        toTables.clearSums();
        return toTables;
    }

    private int[][] examplesOf() {
        List<IntStream.Builder> examples =
                Stream.generate(IntStream::builder).limit(2L * p).toList();
        for (int i = 0; i < size; i++) {
            examples.get(firstRow[i]).add(i);
            examples.get(secondRow[i]).add(i);
        }
        return examples.stream().map(each -> each.build().toArray()).toArray(int[][]::new);
    }

    private ToTables toTables() {
        if (toTables == null) {
            throw new IllegalStateException("no gradient was computed");
        }
        return toTables;
    }

    /** Of the base, summed over the examples, [1, outputs]. */
    Rows toBase() {
        return toTables().base();
    }

    /** Of the attention scores, [2p + 1, heads]. */
    double[] toScores() {
        return toTables().scores();
    }

    /**
     * Adds the gradient of every head's effect of one number's token, summed over the examples in their order.
     *
     * @param to [heads, outputs]
     */
    void addEffects(int token, Rows to) {
        Rows outputs = toTables().outputs();
        int place = token < p ? 0 : 1;
        int[] examples = toTables().examplesOf()[token];
        double[] weights = new double[examples.length];
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < examples.length; i++) {
                weights[i] = pattern[(examples[i] * heads + head) * 2 + place];
            }
            to.sum(head, to, head, weights, outputs, examples, examples.length);
        }
    }

    /** The logits at "=", [size, p + 1]; leaves the neurons in their memory. */
    NDArray logits(NDManager local, Tables tables) {
        hidden.array().tempAttach(local);
        atLogits.array().tempAttach(local);
        TokenRows tokens = tables.tokens();
        double[] weights = new double[2 * heads];
        int[] effects = new int[2 * heads];
        for (int i = 0; i < size; i++) {
            for (int head = 0; head < heads; head++) {
                int at = 2 * head;
                weights[at] = tokens.pattern(head, firstRow[i], secondRow[i]);
                weights[at + 1] = tokens.pattern(head, secondRow[i], firstRow[i]);
                effects[at] = tokens.effect(head, firstRow[i]);
                effects[at + 1] = tokens.effect(head, secondRow[i]);
            }
            output.sum(0, tokens.base, 0, weights, tokens.effects, effects, 2 * heads);
            System.arraycopy(weights, 0, pattern, i * 2 * heads, 2 * heads);
            output.rectify(0, neurons);
            output.store(0, 0, hidden, i * neurons, neurons);
            output.store(0, neurons, atLogits, i * logits, logits);
        }
        return hidden.array().matMul(tables.neuronsToLogits()).addi(atLogits.array());
    }

    /** Logits and their softmax in float64, [size, p + 1]. */
    private record Softmax(NDArray wideLogits, NDArray probabilities) implements AutoCloseable {
        static Softmax of(NDArray logits) {
            try (logits) {
                NDArray wide = logits.toType(DataType.FLOAT64, true);
                return new Softmax(wide, wide.softmax(1));
            }
        }

        @Override
        public void close() {
            wideLogits.close();
            probabilities.close();
        }
    }

    /**
     * −log softmax(logits)[label] of example i. Leaves softmax − one-hot behind, with 1 − softmax of the right answer as
     * the sum of the wrong ones, so that nothing cancels when the model is nearly sure.
     */
    private double loss(EngineMemory probabilities, NDArray wideLogits, int i) {
        probabilities.doubles().get(i * logits, probability);
        double right = probability[label[i]];
        probability[label[i]] = 0;
        double wrong = 0;
        for (double each : probability) {
            wrong += each;
        }
        probability[label[i]] = -wrong;
        if (right == 0) {
            return underflownLoss(EngineMemory.of(wideLogits), i);
        }
        return wrong < 0.5 ? -Math.log1p(-wrong) : -Math.log(right);
    }

    /** The loss where the right answer's probability is below the least float64. */
    private double underflownLoss(EngineMemory wideLogits, int i) {
        double[] row = new double[logits];
        wideLogits.doubles().get(i * logits, row);
        double greatest = Arrays.stream(row).max().orElseThrow();
        double sum = Arrays.stream(row).map(x -> Math.exp(x - greatest)).sum();
        return greatest - row[label[i]] + Math.log(sum);
    }

    /** (softmax − one-hot)/n. @return the examples' losses added up */
    private double storeGradientAtLogits(NDArray logitArray, int examples) {
        double lossSum = 0;
        try (Softmax softmax = Softmax.of(logitArray)) {
            EngineMemory probabilities = EngineMemory.of(softmax.probabilities);
            for (int i = 0; i < size; i++) {
                lossSum += loss(probabilities, softmax.wideLogits, i);
                for (int c = 0; c < logits; c++) {
                    logit.set(0, c, probability[c] / examples);
                }
                logit.store(0, 0, atLogits, i * logits, logits);
            }
        }
        return lossSum;
    }

    private void storeOutputs(ToTables to, EngineMemory toNeurons) {
        for (int i = 0; i < size; i++) {
            to.outputs().load(i, 0, toNeurons, i * neurons, neurons);
            to.outputs().load(i, neurons, atLogits, i * logits, logits);
        }
        to.base().sum(0, to.base(), 0, to.ones(), to.outputs(), to.everyExample(), size);
    }

    /** Backward through the attention pattern: an effect's weight has the gradient ⟨to z, value − value of "="⟩. */
    private void gatherScores(double[] toScores, EngineMemory toZ, TokenRows tokens) {
        int dHead = sizes.dHead();
        int equals = 2 * p * heads;
        for (int i = 0; i < size; i++) {
            z.load(0, 0, toZ, i * heads * dHead, heads * dHead);
            for (int head = 0; head < heads; head++) {
                int at = (i * heads + head) * 2;
                int from = head * dHead;
                double toFirst = z.dot(0, tokens.valuesBesideEquals, firstRow[i], from, from + dHead);
                double toSecond = z.dot(0, tokens.valuesBesideEquals, secondRow[i], from, from + dHead);
                double mean = pattern[at] * toFirst + pattern[at + 1] * toSecond;
                toScores[firstRow[i] * heads + head] += pattern[at] * (toFirst - mean);
                toScores[secondRow[i] * heads + head] += pattern[at + 1] * (toSecond - mean);
                toScores[equals + head] -= (1 - pattern[at] - pattern[at + 1]) * mean;
            }
        }
    }
}
