package io.github.grokcheck.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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
            PairTask task,
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
            Thread thread = new Thread(runnable, "step");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public LossAndGradient gradient(NDManager scope, FlatWeights weights) {
        stopwatch.start();
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            TokenTables merged = new TokenTables(weights);
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

    private ChunkPass.Tables tables(TokenTables merged) {
        List<Callable<NDArray>> work = new ArrayList<>();
        work.add(merged::neuronsToLogits);
        for (int i = 0; i < merged.heads(); i++) {
            int head = i;
            work.add(() -> {
                NDArray effects = merged.effects(head);
                tokens.fill(head, EngineMemory.of(effects));
                return effects;
            });
        }
        List<NDArray> results = inParallel(work);
        tokens.fill(merged);
        return new ChunkPass.Tables(tokens, results.get(0), merged.valuesToNeurons(), merged.valuesToLogits());
    }

    private Map<WeightName, NDArray> gradients(NDManager step, TokenTables merged, List<ChunkPass.Result> results) {
        toTables.tempAttach(step);
        List<TableSums> sums = results.stream().map(ChunkPass.Result::sums).toList();
        NDArray toScores = toTables.sumScores(step, sums);
        NDArray toBase = toTables.sumBase(sums);
        List<Callable<Through>> work = new ArrayList<>();
        work.add(() -> merged.throughNeurons(toNeuronsToLogits(results)));
        for (int i = 0; i < merged.heads(); i++) {
            int head = i;
            work.add(() -> merged.throughHead(head, toTables.sumEffects(sums, head)));
        }
        return merged.gradients(toScores, toBase, inParallel(work));
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
            weights.tempAttach(step);
            ChunkPass.Tables tables = tables(new TokenTables(weights));
            return sum(onAllChunks((chunk, local) -> chunk.lossSum(local, tables)), Double::doubleValue) / examples;
        }
    }

    /** The logits at "=" of every example in order, outputs included that are never an answer. */
    double[] logits(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            ChunkPass.Tables tables = tables(new TokenTables(weights));
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

    private <R> List<R> onAllChunks(BiFunction<ChunkPass, NDManager, R> work) {
        return inParallel(chunks.stream()
                .<Callable<R>>map(chunk -> () -> {
                    try (NDManager local = manager.newSubManager()) {
                        return work.apply(chunk, local);
                    }
                })
                .toList());
    }

    /**
     * Each thread takes the next piece of work that is left; the results come in the order of the work. Waits for all of
     * it even if a piece fails or the caller is interrupted: what runs on reads memory that the caller is about to free.
     */
    private <R> List<R> inParallel(List<Callable<R>> work) {
        List<Future<R>> futures = work.stream().map(workers::submit).toList();
        List<R> results = new ArrayList<>();
        @Nullable ExecutionException failure = null;
        boolean interrupted = false;
        for (Future<R> future : futures) {
            boolean done = false;
            while (!done) {
                try {
                    results.add(future.get());
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? e : failure;
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        }
        if (failure != null) {
            throw rethrown(failure);
        }
        return results;
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        return failure.getCause() instanceof EngineException ofEngine
                ? ofEngine
                : new IllegalStateException("a part of the step failed: " + failure.getCause(), failure.getCause());
    }

    @Override
    public void close() {
        // Nothing is left in the queue: every caller waits for what it has submitted.
        workers.shutdown();
        manager.close();
    }
}
