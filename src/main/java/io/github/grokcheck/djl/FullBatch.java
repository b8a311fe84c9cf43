package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import io.github.grokcheck.djl.Crew.Piece;
import io.github.grokcheck.djl.Crew.Plan;
import io.github.grokcheck.djl.Stopwatch.Part;
import io.github.grokcheck.djl.TokenTables.Through;
import io.github.grokcheck.model.WeightName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Loss and gradient over a fixed set of examples, cut into chunks that a fixed number of threads take in turn. The
 * chunks' results are added in the chunks' order: the bits depend on the number of chunks, not on the threads.
 */
final class FullBatch implements Step {
    /** Pieces of the sums over examples: enough that threads end together, few enough that each is worth fetching. */
    private static final int NUMBER_SHARES = 16;

    private final NDManager manager;
    private final List<ChunkPass> chunks = new ArrayList<>();
    private final int examples;
    private final int numbers;
    private final int heads;
    private final TokenRows tokens;
    private final TableGradients toTables;
    private final Divisors divisors;
    private final Crew crew;

    /**
     * What every step divides by, as single float64 numbers of the engine: to make an array of a number of Java's was
     * measured to take a tenth of a millisecond.
     *
     * @param examples n
     * @param rootOfHead √d_head
     */
    private record Divisors(NDArray examples, NDArray rootOfHead) {}

    /**
     * @param rows rows a·p + b of the examples
     * @param chunkSize most examples in a chunk; the chunks are as equal as they can be
     * @param crew shares the work; is not closed with the batch
     */
    FullBatch(
            NDManager parent, PairTask task, int[] rows, Architecture sizes, DataType type, int chunkSize, Crew crew) {
        manager = parent.newSubManager();
        examples = rows.length;
        numbers = 2 * task.p();
        heads = sizes.nHeads();
        tokens = new TokenRows(task.p(), sizes, type);
        toTables = new TableGradients(manager, task.p(), sizes, type);
        divisors = new Divisors(manager.create((double) examples), manager.create(Math.sqrt(sizes.dHead())));
        int count = (rows.length + chunkSize - 1) / chunkSize;
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) rows.length * i / count);
            int to = (int) ((long) rows.length * (i + 1) / count);
            chunks.add(new ChunkPass(manager, task, Arrays.copyOfRange(rows, from, to), sizes, type));
        }
        this.crew = crew;
    }

    @Override
    public LossAndGradient gradient(NDManager scope, FlatWeights weights) {
        try (NDManager kept = scope.newSubManager();
                NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            toTables.tempAttach(step);
            Plan plan = crew.plan();
            Tabulated tabulated = tabulate(plan, weights);
            List<Piece<Double>> losses = chunks.stream()
                    .map(chunk ->
                            plan.add(Part.CHUNKS, () -> chunk.backward(tabulated.filled.result(), divisors.examples)))
                    .toList();
            Sums sums = sumOverExamples(plan, step, losses);
            ToWeights toWeights = chainRule(plan, kept, tabulated.merged, sums);
            Piece<NDArray> gradient = plan.add(Part.CHAIN_RULE, () -> flatten(weights, toWeights, scope));
            plan.add(Part.CHAIN_RULE, Executors.callable(() -> closeAfter(toWeights, step)));
            plan.carryOut();
            return new LossAndGradient(sum(results(losses)) / examples, gradient.result());
        }
    }

    /**
     * What does not depend on the examples.
     *
     * @param filled what chunks read of it
     */
    private record Tabulated(Piece<TokenTables> merged, Piece<ChunkPass.Tables> filled) {}

    private Tabulated tabulate(Plan plan, FlatWeights weights) {
        Piece<Readout> readout = plan.add(Part.TABLES, () -> new Readout(weights));
        Piece<TokenReads> reads = plan.add(Part.TABLES, () -> new TokenReads(weights, divisors.rootOfHead));
        Piece<TokenTables> merged = plan.add(Part.TABLES, () -> new TokenTables(reads.result(), readout.result()));
        List<Piece<Object>> effects = eachHead(head -> plan.add(
                Part.TABLES,
                Executors.callable(() ->
                        tokens.fillEffects(head, EngineMemory.of(merged.result().effects(head))))));
        Piece<Object> scores = plan.add(
                Part.TABLES,
                Executors.callable(() -> tokens.fillScores(reads.result().scores())));
        Piece<NDArray> neuronsToLogits = plan.add(Part.TABLES, () -> Readout.neuronsToLogits(weights));
        Piece<ChunkPass.Tables> filled = plan.add(Part.TABLES, () -> {
            results(effects);
            scores.result();
            tokens.fillBase(merged.result().base());
            return ChunkPass.Tables.of(tokens, neuronsToLogits.result());
        });
        return new Tabulated(merged, filled);
    }

    private <R> List<R> eachHead(IntFunction<R> work) {
        return IntStream.range(0, heads).mapToObj(work).toList();
    }

    private static <R> List<R> results(List<Piece<R>> pieces) {
        return pieces.stream().map(Piece::result).toList();
    }

    /**
     * Gradients of what examples read, summed over the examples.
     *
     * @param toNeuronsToLogits each chunk's, of the table from neurons to logits
     * @param toBase of the base
     * @param effects of the effects of some numbers each, left in their tables
     */
    private record Sums(List<Piece<NDArray>> toNeuronsToLogits, Piece<NDArray> toBase, List<Piece<Object>> effects) {}

    private Sums sumOverExamples(Plan plan, NDManager step, List<Piece<Double>> losses) {
        List<Piece<NDArray>> toNeuronsToLogits = IntStream.range(0, chunks.size())
                .mapToObj(chunk -> plan.add(Part.SUMS, () -> {
                    losses.get(chunk).result();
                    return chunks.get(chunk).toNeuronsToLogits(step);
                }))
                .toList();
        Piece<NDArray> toBase = plan.add(Part.SUMS, () -> {
            results(losses);
            return toTables.sumBase(chunks);
        });
        List<Piece<Object>> effects = IntStream.range(0, NUMBER_SHARES)
                .mapToObj(share -> plan.add(Part.SUMS, Executors.callable(() -> {
                    results(losses);
                    toTables.sumEffects(chunks, numbers * share / NUMBER_SHARES, numbers * (share + 1) / NUMBER_SHARES);
                })))
                .toList();
        return new Sums(toNeuronsToLogits, toBase, effects);
    }

    /** The weights' gradients: of those that outputs read with, and of those that heads read tokens with. */
    private record ToWeights(Piece<Map<WeightName, NDArray>> ofReadout, Piece<Map<WeightName, NDArray>> ofReads) {
        Map<WeightName, NDArray> results() {
            Map<WeightName, NDArray> all = new EnumMap<>(ofReadout.result());
            all.putAll(ofReads.result());
            return all;
        }
    }

    private static NDArray flatten(FlatWeights weights, ToWeights toWeights, NDManager owner) {
        NDArray gradient = weights.flatten(toWeights.results());
        gradient.attach(owner);
        return gradient;
    }

    /**
     * Frees a step's hundred and more arrays, while another thread lays out the gradient: every piece but that one has
     * led to {@code toWeights}. What these share with arrays of the step stays, because the engine counts who uses it.
     */
    private static void closeAfter(ToWeights toWeights, NDManager step) {
        toWeights.results();
        step.close();
    }

    /** @param kept owns the result, which is needed longer than the step's other arrays */
    private ToWeights chainRule(Plan plan, NDManager kept, Piece<TokenTables> merged, Sums sums) {
        Piece<Through> neurons = plan.add(Part.CHAIN_RULE, () -> {
            NDArray toNeuronsToLogits = results(sums.toNeuronsToLogits).stream()
                    .reduce(NDArray::addi)
                    .orElseThrow();
            return merged.result().readout().throughNeurons(toNeuronsToLogits);
        });
        List<Piece<Through>> heads = eachHead(head -> plan.add(Part.CHAIN_RULE, () -> {
            results(sums.effects);
            sums.toBase.result();
            return merged.result().throughHead(head, toTables.effects(head));
        }));
        Piece<Map<WeightName, NDArray>> ofReadout = plan.add(Part.CHAIN_RULE, () -> {
            TokenTables tables = merged.result();
            NDArray toOfValues = concat(results(heads), Through::second, 0);
            return contiguous(
                    kept,
                    tables.readout()
                            .gradients(tables.reads().atEquals(), sums.toBase.result(), toOfValues, neurons.result()));
        });
        Piece<Map<WeightName, NDArray>> ofReads = plan.add(Part.CHAIN_RULE, () -> {
            TokenTables tables = merged.result();
            NDArray toValues = concat(results(heads), Through::first, 1);
            NDArray toEquals = tables.readout().toEqualsOfBase(sums.toBase.result());
            return contiguous(kept, tables.reads().gradients(toTables.sumScores(chunks), toValues, toEquals));
        });
        return new ToWeights(ofReadout, ofReads);
    }

    /** Copies what is a transposed view, while another thread does the same with its part. */
    private static Map<WeightName, NDArray> contiguous(NDManager owner, Map<WeightName, NDArray> gradients) {
        gradients.replaceAll((name, gradient) -> {
            NDArray flat = gradient.flatten();
            flat.attach(owner);
            return flat;
        });
        return gradients;
    }

    private static NDArray concat(List<Through> heads, Function<Through, NDArray> part, int axis) {
        return NDArrays.concat(new NDList(heads.stream().map(part).toList()), axis);
    }

    @Override
    public double loss(NDManager scope, FlatWeights weights) {
        return sum(onAllChunks(scope, weights, ChunkPass::lossSum)) / examples;
    }

    /** The logits at "=" of every example in order, outputs included that are never an answer. */
    double[] logits(NDManager scope, FlatWeights weights) {
        return onAllChunks(scope, weights, ChunkPass::logits).stream()
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private <R> List<R> onAllChunks(
            NDManager scope, FlatWeights weights, BiFunction<ChunkPass, ChunkPass.Tables, R> work) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            Plan plan = crew.plan();
            Piece<ChunkPass.Tables> tables = tabulate(plan, weights).filled;
            List<Piece<R>> pieces = chunks.stream()
                    .map(chunk -> plan.add(Part.CHUNKS, () -> work.apply(chunk, tables.result())))
                    .toList();
            plan.carryOut();
            return results(pieces);
        }
    }

    /** In the list's order. */
    private static double sum(List<Double> parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    @Override
    public void close() {
        manager.close();
    }
}
