package io.github.grokcheck.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.djl.TokenTables.ThroughHead;
import io.github.grokcheck.djl.TokenTables.ThroughNeurons;
import io.github.grokcheck.model.WeightName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Loss and gradient over a fixed set of examples, cut into chunks that a fixed number of threads take in turn. The
 * chunks' results are added in the chunks' order: the bits depend on the number of chunks, not on the threads.
 */
final class FullBatch implements Step {
    private final NDManager manager;
    private final List<ChunkPass> chunks = new ArrayList<>();
    private final int examples;
    private final TokenRows tokens;
    private final TableGradients toTables;
    private final ExecutorService workers;
    private final Stopwatch stopwatch = new Stopwatch();

    /**
     * @param rows rows a·p + b of the examples
     * @param chunkSize most examples in a chunk; the chunks are as equal as they can be
     * @param threads how many threads share the chunks
     */
    FullBatch(
            NDManager parent,
            ModularAddition task,
            int[] rows,
            Architecture sizes,
            DataType type,
            int chunkSize,
            int threads) {
        manager = parent.newSubManager();
        examples = rows.length;
        tokens = new TokenRows(task.p(), sizes, type);
        toTables = new TableGradients(manager, task.p(), sizes, type);
        int count = (rows.length + chunkSize - 1) / chunkSize;
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) rows.length * i / count);
            int to = (int) ((long) rows.length * (i + 1) / count);
            chunks.add(new ChunkPass(manager, task, Arrays.copyOfRange(rows, from, to), sizes, type));
        }
        workers = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, "chunks");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public LossAndGradient gradient(NDManager scope, FlatWeights weights) {
        stopwatch.start();
        try (NDManager step = scope.newSubManager()) {
            TokenTables merged = new TokenTables(weights(step, weights));
            ChunkPass.Tables tables = tables(merged);
            stopwatch.lap(Stopwatch.Part.TABLES);
            List<ChunkPass.Result> results = onAllChunks((chunk, local) -> {
                ChunkPass.Result result = chunk.backward(local, tables, examples);
                result.toNeuronsToLogits().attach(step);
                return result;
            });
            stopwatch.lap(Stopwatch.Part.CHUNKS);
            NDArray gradient = FlatWeights.flatten(gradients(step, merged, results));
            gradient.attach(scope);
            stopwatch.lap(Stopwatch.Part.CHAIN_RULE);
            return new LossAndGradient(sum(results, ChunkPass.Result::lossSum) / examples, gradient);
        }
    }

    private static FlatWeights weights(NDManager step, FlatWeights weights) {
        weights.tempAttach(step);
        return weights;
    }

    private ChunkPass.Tables tables(TokenTables merged) {
        Future<NDArray> neuronsToLogits = workers.submit(merged::neuronsToLogits);
        List<Future<?>> heads = new ArrayList<>();
        for (int i = 0; i < merged.heads(); i++) {
            int head = i;
            heads.add(workers.submit(() -> tokens.fill(head, EngineMemory.of(merged.effects(head)))));
        }
        tokens.fill(merged);
        heads.forEach(FullBatch::await);
        tokens.completeBase();
        return new ChunkPass.Tables(tokens, await(neuronsToLogits), merged.valuesToNeurons(), merged.valuesToLogits());
    }

    private Map<WeightName, NDArray> gradients(NDManager step, TokenTables merged, List<ChunkPass.Result> results) {
        toTables.tempAttach(step);
        Future<ThroughNeurons> throughNeurons = workers.submit(() -> merged.throughNeurons(toNeuronsToLogits(results)));
        List<TableSums> sums = results.stream().map(ChunkPass.Result::sums).toList();
        List<Future<ThroughHead>> throughHeads = IntStream.range(0, merged.heads())
                .mapToObj(head -> workers.submit(() -> merged.throughHead(head, toTables.sumEffects(sums, head))))
                .toList();
        return merged.gradients(
                toTables.sumScores(step, sums),
                toTables.sumBase(sums),
                throughHeads.stream().map(FullBatch::await).toList(),
                await(throughNeurons));
    }

    private static NDArray toNeuronsToLogits(List<ChunkPass.Result> results) {
        NDArray sum = results.get(0).toNeuronsToLogits();
        results.subList(1, results.size()).forEach(result -> sum.addi(result.toNeuronsToLogits()));
        return sum;
    }

    /** Where the time of the gradients computed so far went. */
    Stopwatch stopwatch() {
        return stopwatch;
    }

    @Override
    public double loss(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            ChunkPass.Tables tables = tables(new TokenTables(weights(step, weights)));
            return sum(onAllChunks((chunk, local) -> chunk.lossSum(local, tables)), Double::doubleValue) / examples;
        }
    }

    /** The logits at "=" of every example in order, outputs included that are never an answer. */
    double[] logits(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            ChunkPass.Tables tables = tables(new TokenTables(weights(step, weights)));
            return onAllChunks((chunk, local) -> chunk.logits(local, tables)
                            .toType(DataType.FLOAT64, false)
                            .toDoubleArray())
                    .stream()
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }

    private static <T> double sum(List<T> parts, ToDoubleFunction<T> value) {
        double sum = 0;
        for (T part : parts) {
            sum += value.applyAsDouble(part);
        }
        return sum;
    }

    /** Each thread takes the next chunk that is left; the results come in the chunks' order. */
    private <R> List<R> onAllChunks(BiFunction<ChunkPass, NDManager, R> work) {
        List<Future<R>> results = chunks.stream()
                .map(chunk -> workers.submit(() -> {
                    try (NDManager local = manager.newSubManager()) {
                        return work.apply(chunk, local);
                    }
                }))
                .toList();
        return results.stream().map(FullBatch::await).toList();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw new IllegalStateException("a chunk of the batch failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        manager.close();
    }
}
