package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import io.github.grokcheck.djl.TokenTables.Through;
import io.github.grokcheck.model.WeightName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private final Crew crew;
    private final Stopwatch stopwatch = new Stopwatch();

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
        stopwatch.start();
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            toTables.tempAttach(step);
            TokenTables merged = tables(weights);
            ChunkPass.Tables tables = fill(merged);
            stopwatch.lap(Stopwatch.Part.TABLES);
            double lossSum = sum(onAllChunks((chunk, local) -> chunk.backward(local, tables, examples)));
            stopwatch.lap(Stopwatch.Part.CHUNKS);
            NDArray toNeuronsToLogits = sumsOverExamples(step);
            stopwatch.lap(Stopwatch.Part.SUMS);
            NDArray gradient = weights.flatten(gradients(step, merged, toNeuronsToLogits));
            gradient.attach(scope);
            stopwatch.lap(Stopwatch.Part.CHAIN_RULE);
            return new LossAndGradient(lossSum / examples, gradient);
        }
    }

    private TokenTables tables(FlatWeights weights) {
        return crew.both(
                () -> new Readout(weights),
                () -> {
                    TokenReads reads = new TokenReads(weights);
                    tokens.fill(reads);
                    return reads;
                },
                (readout, reads) -> new TokenTables(reads, readout));
    }

    private ChunkPass.Tables fill(TokenTables merged) {
        crew.call(eachHead(head -> {
            NDArray effects = merged.effects(head);
            tokens.fill(head, EngineMemory.of(effects));
            return effects;
        }));
        tokens.fill(merged.base());
        Readout readout = merged.readout();
        return new ChunkPass.Tables(
                tokens, readout.neuronsToLogits(), readout.valuesToNeurons(), readout.valuesToLogits());
    }

    private <R> List<Callable<R>> eachHead(IntFunction<R> work) {
        return IntStream.range(0, heads)
                .<Callable<R>>mapToObj(head -> () -> work.apply(head))
                .toList();
    }

    /** Leaves those of the effects in their tables. @return that of the table from neurons to logits */
    private NDArray sumsOverExamples(NDManager step) {
        List<Callable<NDArray>> products = chunks.stream()
                .<Callable<NDArray>>map(chunk -> () -> chunk.toNeuronsToLogits(step))
                .toList();
        List<Callable<Object>> effects = IntStream.range(0, NUMBER_SHARES)
                .mapToObj(share -> Executors.callable(() -> toTables.sumEffects(
                        chunks, numbers * share / NUMBER_SHARES, numbers * (share + 1) / NUMBER_SHARES)))
                .toList();
        return crew.all(
                products,
                effects,
                (ofChunks, done) -> ofChunks.stream().reduce(NDArray::addi).orElseThrow());
    }

    private Map<WeightName, NDArray> gradients(NDManager step, TokenTables merged, NDArray toNeuronsToLogits) {
        NDArray toBase = toTables.sumBase(chunks);
        List<Callable<Through>> work = new ArrayList<>();
        work.add(() -> merged.readout().throughNeurons(toNeuronsToLogits));
        work.addAll(eachHead(head -> merged.throughHead(head, toTables.effects(head))));
        List<Through> through = crew.call(work);
        List<Through> throughHeads = through.subList(1, through.size());
        TokenReads reads = merged.reads();
        Readout readout = merged.readout();
        return crew.both(
                () -> contiguous(readout.gradients(
                        reads.atEquals(), toBase, concat(throughHeads, Through::second, 0), through.get(0))),
                () -> contiguous(reads.gradients(
                        toTables.sumScores(step, chunks),
                        concat(throughHeads, Through::first, 1),
                        readout.toEqualsOfBase(toBase))),
                (ofReadout, ofReads) -> {
                    ofReadout.putAll(ofReads);
                    return ofReadout;
                });
    }

    /** Copies what is a transposed view, while another thread does the same with its part. */
    private static Map<WeightName, NDArray> contiguous(Map<WeightName, NDArray> gradients) {
        gradients.replaceAll((name, gradient) -> gradient.flatten());
        return gradients;
    }

    private static NDArray concat(List<Through> heads, Function<Through, NDArray> part, int axis) {
        return NDArrays.concat(new NDList(heads.stream().map(part).toList()), axis);
    }

    /** Where the time of the gradients computed so far went. */
    Stopwatch stopwatch() {
        return stopwatch;
    }

    @Override
    public double loss(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            ChunkPass.Tables tables = fill(tables(weights));
            return sum(onAllChunks((chunk, local) -> chunk.lossSum(local, tables))) / examples;
        }
    }

    /** The logits at "=" of every example in order, outputs included that are never an answer. */
    double[] logits(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            ChunkPass.Tables tables = fill(tables(weights));
            return onAllChunks((chunk, local) -> Libtorch.toDoubles(chunk.logits(local, tables))).stream()
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
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

    private <R> List<R> onAllChunks(BiFunction<ChunkPass, NDManager, R> work) {
        return crew.call(chunks.stream()
                .<Callable<R>>map(chunk -> () -> {
                    try (NDManager local = manager.newSubManager()) {
                        return work.apply(chunk, local);
                    }
                })
                .toList());
    }

    @Override
    public void close() {
        manager.close();
    }
}
