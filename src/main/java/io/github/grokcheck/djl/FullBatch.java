package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.dataset.ModularAddition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final int threads;
    private final ExecutorService workers;
    private final Stopwatch stopwatch = new Stopwatch();

    /**
     * @param rows rows a·p + b of the examples
     * @param chunkSize most examples in a chunk; the chunks are as equal as they can be
     * @param threads how many threads share the chunks
     */
    FullBatch(NDManager parent, ModularAddition task, int[] rows, DataType type, int chunkSize, int threads) {
        manager = parent.newSubManager();
        examples = rows.length;
        int count = (rows.length + chunkSize - 1) / chunkSize;
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) rows.length * i / count);
            int to = (int) ((long) rows.length * (i + 1) / count);
            chunks.add(new ChunkPass(manager, task, Arrays.copyOfRange(rows, from, to), type));
        }
        this.threads = Math.max(1, Math.min(threads, count));
        workers = Executors.newFixedThreadPool(this.threads, runnable -> {
            Thread thread = new Thread(runnable, "chunks");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether there are no examples. */
    boolean isEmpty() {
        return examples == 0;
    }

    int chunkCount() {
        return chunks.size();
    }

    @Override
    public LossAndGradient gradient(NDManager scope, FlatWeights weights) {
        stopwatch.start();
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            TokenTables tables = new TokenTables(weights);
            stopwatch.lap(Stopwatch.Part.TABLES);
            List<ChunkPass.Result> results = onAllChunks((chunk, local) -> {
                ChunkPass.Result result = chunk.backward(local, tables, examples);
                result.attach(step);
                return result;
            });
            stopwatch.lap(Stopwatch.Part.CHUNKS);
            NDArray gradient = FlatWeights.flatten(tables.gradients(TableGradients.sum(results)));
            gradient.attach(scope);
            stopwatch.lap(Stopwatch.Part.CHAIN_RULE);
            return new LossAndGradient(sum(results, ChunkPass.Result::lossSum) / examples, gradient);
        }
    }

    /** Where the time of the gradients computed so far went. */
    Stopwatch stopwatch() {
        return stopwatch;
    }

    /** Mean loss in nats over the examples. */
    double loss(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            TokenTables tables = new TokenTables(weights);
            return sum(onAllChunks((chunk, local) -> chunk.lossSum(local, tables)), Double::doubleValue) / examples;
        }
    }

    /** The logits at "=" of every example in order, outputs included that are never an answer. */
    double[] logits(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            TokenTables tables = new TokenTables(weights);
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
        List<Future<List<R>>> shares = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int share = thread;
            shares.add(workers.submit(() -> takeShare(share, work)));
        }
        List<List<R>> byThread = shares.stream().map(FullBatch::await).toList();
        return IntStream.range(0, chunks.size())
                .mapToObj(i -> byThread.get(i % threads).get(i / threads))
                .toList();
    }

    private <R> List<R> takeShare(int share, BiFunction<ChunkPass, NDManager, R> work) {
        List<R> results = new ArrayList<>();
        for (int i = share; i < chunks.size(); i += threads) {
            try (NDManager local = manager.newSubManager()) {
                results.add(work.apply(chunks.get(i), local));
            }
        }
        return results;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a chunk of the batch failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        manager.close();
    }
}
