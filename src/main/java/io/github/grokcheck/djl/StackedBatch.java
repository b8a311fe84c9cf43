package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loss and gradient of R runs, each over examples of its own, chunk after chunk. Every chunk has the same size whatever
 * the runs, and chunks in which a run has nothing left add zeros: a run's bits do not depend on how many examples the
 * others have.
 */
final class StackedBatch implements AutoCloseable {
    private final NDManager manager;
    private final List<StackedChunk> chunks = new ArrayList<>();

    /**
     * @param runs each row's examples, with one modulus
     * @param chunkSize examples of each run in a chunk
     */
    StackedBatch(NDManager parent, List<Examples> runs, int chunkSize) {
        manager = parent.newSubManager();
        int longest = runs.stream().mapToInt(Examples::count).max().orElse(0);
        int pairs = runs.get(0).task().p() * runs.get(0).task().p();
        int size = Math.min(chunkSize, pairs);
        for (int from = 0; from < longest; from += size) {
            chunks.add(new StackedChunk(manager, runs, from, size));
        }
    }

    /**
     * Mean losses and their gradients.
     *
     * @param losses nats, summed in float64; zero for a row without examples
     * @param gradient [R, n], in the order of {@link StackedWeights}
     */
    @SuppressWarnings("ArrayRecordComponent") // a result, compared by nobody
    record LossesAndGradient(double[] losses, NDArray gradient) {}

    /** Every run's mean loss and its gradient, which {@code scope} owns. */
    LossesAndGradient gradient(NDManager scope, StackedWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            StackedTables tables = new StackedTables(weights);
            @Nullable StackedSums total = null;
            for (StackedChunk chunk : chunks) {
                try (NDManager local = step.newSubManager()) {
                    chunk.tempAttach(local);
                    tables.tempAttach(local);
                    StackedSums sums = new StackedPass(tables, chunk).backward();
                    if (total == null) {
                        sums.attach(step);
                        total = sums;
                    } else {
                        total.add(sums);
                    }
                }
            }
            if (total == null) {
                throw new IllegalStateException("a batch without examples");
            }
            NDArray gradient = weights.flatten(tables.gradients(total));
            gradient.attach(scope);
            return new LossesAndGradient(total.loss().toDoubleArray(), gradient);
        }
    }

    /** Every run's mean loss alone, in nats; zero for a row without examples. */
    double[] losses(NDManager scope, StackedWeights weights) {
        double[] losses = new double[Math.toIntExact(weights.runs())];
        try (NDManager step = scope.newSubManager()) {
            weights.tempAttach(step);
            StackedTables tables = new StackedTables(weights);
            for (StackedChunk chunk : chunks) {
                try (NDManager local = step.newSubManager()) {
                    chunk.tempAttach(local);
                    tables.tempAttach(local);
                    double[] sums = new StackedPass(tables, chunk).lossSum().toDoubleArray();
                    for (int run = 0; run < losses.length; run++) {
                        losses[run] += sums[run];
                    }
                }
            }
        }
        return losses;
    }

    @Override
    public void close() {
        manager.close();
    }
}
