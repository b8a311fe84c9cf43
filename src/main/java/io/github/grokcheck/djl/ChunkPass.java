package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward pass over one chunk of examples, written by hand. Chunks are independent of each other and may run
 * on different threads; each is passed through in blocks, small enough that their activations stay in a core's cache.
 *
 * <p>In formulas, with the pattern's weights A of the numbers a and b and the tables of {@link TokenTables}: outputs =
 * base + Σ_head Σ_{t ∈ {a, b}} A(head, t) · effect(head, t); neurons = relu(outputs' first part); logits = outputs' second
 * part + neurons · (W_Uᵀ W_out)ᵀ. The softmax and the loss are float64, with the closed-form gradient (softmax −
 * one-hot)/n, and so are A and the way back from it to the scores; everything else has the weights' precision, the
 * gradient with respect to A included.
 *
 * <p>The engine computes dense products and the softmax of the logits. Left to Java is what the engine could only do by
 * way of dense products many times its size: short sums over rows, and products of two rows, ⟨gradient at the outputs,
 * effect⟩, which are the gradient with respect to A. That gradient was measured to take half the time it takes by way of
 * the heads' values.
 */
final class ChunkPass {
    /** Most rows in a block: what is computed of them stays in a core's cache, which was measured to save 3 %. */
    private static final int BLOCK = 160;

    private final int p;
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
    /** A(head, a) and A(head, b) of each example, [size, heads · 2]. */
    private final double[][] pattern;
    /** Rows of the effects that these weigh. */
    private final int[][] effects;

    private final Rows output;
    private final RowLosses rowLosses;
    private final double[] losses;
    private final List<Block> blocks;
    private @Nullable ToTables toTables;

    /**
     * @param manager owns the memory
     * @param rows rows a·p + b of the examples
     */
    ChunkPass(NDManager manager, PairTask task, int[] rows, Architecture sizes, DataType type) {
        p = task.p();
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
        pattern = new double[size][2 * heads];
        effects = IntStream.range(0, size).mapToObj(this::effectsOf).toArray(int[][]::new);
        output = Rows.of(type, 1, neurons + logits);
        rowLosses = new RowLosses(Math.min(size, BLOCK), logits);
        losses = new double[size];
        blocks = blocks();
    }

    private int[] effectsOf(int example) {
        int[] rows = new int[2 * heads];
        for (int head = 0; head < heads; head++) {
            rows[2 * head] = TokenRows.effect(p, head, firstRow[example]);
            rows[2 * head + 1] = TokenRows.effect(p, head, secondRow[example]);
        }
        return rows;
    }

    private List<Block> blocks() {
        int[] bounds = blockBounds(size);
        return IntStream.range(1, bounds.length)
                .mapToObj(block -> {
                    int from = bounds[block - 1];
                    int to = bounds[block];
                    String rows = from + ":" + to;
                    return new Block(
                            from, to, hidden.array().get(rows), atLogits.array().get(rows));
                })
                .toList();
    }

    /** Where the blocks of a chunk of so many examples begin, and where the last one ends. */
    static int[] blockBounds(int size) {
        int count = (size + BLOCK - 1) / BLOCK;
        return IntStream.rangeClosed(0, count)
                .map(block -> (int) ((long) size * block / count))
                .toArray();
    }

    /**
     * Some rows of the chunk's arrays.
     *
     * @param from the first row
     * @param to the row after the last
     */
    private record Block(int from, int to, NDArray hidden, NDArray atLogits) {}

    /**
     * What every chunk reads.
     *
     * @param neuronsToLogits (W_Uᵀ W_out)ᵀ, [d_mlp, p + 1]
     * @param logitsToNeurons its transpose
     */
    record Tables(TokenRows tokens, NDArray neuronsToLogits, NDArray logitsToNeurons) {
        static Tables of(TokenRows tokens, NDArray neuronsToLogits) {
            return new Tables(tokens, neuronsToLogits, neuronsToLogits.transpose());
        }
    }

    /** The sum of the examples' losses alone, in nats. */
    double lossSum(Tables tables) {
        for (Block block : blocks) {
            computeLosses(block, tables).close();
        }
        return sumOfLosses();
    }

    /** @return gradient of their sum with respect to the block's logits, float64 */
    private NDArray computeLosses(Block block, Tables tables) {
        return rowLosses.compute(logitsOf(block, tables), label, losses, block.from);
    }

    private double sumOfLosses() {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
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
    private record ToTables(Rows outputs, Rows base, double[] scores, int[][] examplesOf) {
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
     * @param examples n, the size of the whole batch, as a single float64 number
     * @return the sum of the examples' losses, in nats
     */
    double backward(Tables tables, NDArray examples) {
        ToTables to = clearedSums();
        for (Block block : blocks) {
            storeGradientAtLogits(block, tables, examples, to.outputs());
            try (NDArray toNeurons = throughRelu(block, block.atLogits.matMul(tables.logitsToNeurons()))) {
                storeGradientAtNeurons(block, to.outputs(), EngineMemory.of(toNeurons));
            }
            sumBase(block, to);
            gatherScores(block, to, tables.tokens());
        }
        return sumOfLosses();
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

    private static NDArray throughRelu(Block block, NDArray toHidden) {
        try (NDArray active = block.hidden.sign()) {
            return toHidden.muli(active);
        }
    }

    private ToTables clearedSums() {
        if (toTables == null) {
            int outputs = neurons + logits;
            toTables = new ToTables(
                    Rows.of(type, size, outputs),
                    Rows.of(type, 1, outputs),
                    new double[(2 * p + 1) * heads],
                    examplesOf());
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
            int at = 2 * head + place;
            for (int i = 0; i < examples.length; i++) {
                weights[i] = pattern[examples[i]][at];
            }
            to.sum(head, to, head, weights, outputs, examples);
        }
    }

    /** The logits at "=" of all examples, row after row of p + 1. */
    double[] logits(Tables tables) {
        return blocks.stream()
                .flatMapToDouble(block -> {
                    try (NDArray ofBlock = logitsOf(block, tables)) {
                        return Arrays.stream(Libtorch.toDoubles(ofBlock));
                    }
                })
                .toArray();
    }

    /** [block's size, p + 1]; leaves the neurons in their memory. */
    private NDArray logitsOf(Block block, Tables tables) {
        TokenRows tokens = tables.tokens();
        for (int i = block.from; i < block.to; i++) {
            tokens.attend(firstRow[i], secondRow[i], pattern[i]);
            output.sum(0, tokens.base, 0, pattern[i], tokens.effects, effects[i]);
            output.rectify(0, neurons);
            output.store(0, 0, hidden, i * neurons, neurons);
            output.store(0, neurons, atLogits, i * logits, logits);
        }
        return block.hidden.matMul(tables.neuronsToLogits()).addi(block.atLogits);
    }

    /** (softmax − one-hot)/n. */
    private void storeGradientAtLogits(Block block, Tables tables, NDArray examples, Rows outputs) {
        try (NDArray ofSum = computeLosses(block, tables);
                NDArray ofMean = ofSum.divi(examples).toType(type, true)) {
            EngineMemory gradient = EngineMemory.of(ofMean);
            for (int i = block.from; i < block.to; i++) {
                outputs.load(i, neurons, gradient, (i - block.from) * logits, logits);
                outputs.store(i, neurons, atLogits, i * logits, logits);
            }
        }
    }

    private void storeGradientAtNeurons(Block block, Rows outputs, EngineMemory toNeurons) {
        for (int i = block.from; i < block.to; i++) {
            outputs.load(i, 0, toNeurons, (i - block.from) * neurons, neurons);
        }
    }

    private static void sumBase(Block block, ToTables to) {
        int[] rows = IntStream.range(block.from, block.to).toArray();
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        to.base().sum(0, to.base(), 0, ones, to.outputs(), rows);
    }

    /** Backward through the attention pattern, to the scores. */
    private void gatherScores(Block block, ToTables to, TokenRows tokens) {
        int equals = 2 * p * heads;
        double[] toScores = to.scores();
        double[] toWeights = new double[2 * heads];
        for (int i = block.from; i < block.to; i++) {
            to.outputs().dots(i, tokens.effects, effects[i], toWeights);
            for (int head = 0; head < heads; head++) {
                double first = pattern[i][2 * head];
                double second = pattern[i][2 * head + 1];
                double toFirst = toWeights[2 * head];
                double toSecond = toWeights[2 * head + 1];
                double mean = first * toFirst + second * toSecond;
                toScores[firstRow[i] * heads + head] += first * (toFirst - mean);
                toScores[secondRow[i] * heads + head] += second * (toSecond - mean);
                toScores[equals + head] -= (1 - first - second) * mean;
            }
        }
    }
}
