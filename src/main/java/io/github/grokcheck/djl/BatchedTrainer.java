package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.djl.StackedBatch.LossesAndGradient;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.trajectory.InputException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains many runs as one: full-batch AdamW as {@link DjlTrainer} does it, float32 weights and activations, float64 loss,
 * with the runs as the first dimension of every array. Runs share a batch if modulus and architecture agree; seeds,
 * fractions, answers, optimizer settings and schedules may differ.
 *
 * <p>Every run is in a folder of its own, with the files that it would have alone. Each is at an epoch of its own, so a
 * batch that was killed goes on with every run from its newest checkpoint, wherever that is. A run that ends or fails
 * leaves its row, and the row's next run takes its place.
 *
 * <p>A run's bits depend on its recipe, on the chunk size, on the number of rows and on its own row, but not on what the
 * other rows hold; {@link BatchPlan} gives it the same row of as many whenever the same list is trained.
 *
 * <p>Made for GPUs. On two cores, in six calls of the benchmark, a step took 1.6 to 2.3 times as long per run in
 * batches of 2, 4 and 5 as in runs side by side, so a processor {@linkplain #suits is not for} batches.
 */
public final class BatchedTrainer {
    private static final int FIRST_GPU = 0;

    private final Device device;
    private final int chunkSize;
    private final Origin origin;
    private final Clock clock;

    /**
     * @param chunkSize most examples of each run that are computed together
     * @param clock tells how long a run took and on which day it ended
     */
    public BatchedTrainer(DeviceChoice device, int chunkSize, Origin origin, Clock clock) {
        this.device = Libtorch.device(device, FIRST_GPU);
        this.chunkSize = chunkSize;
        this.origin = origin;
        this.clock = clock;
    }

    /** Whether a list is best trained as a batch: on a GPU. */
    public static boolean suits(DeviceChoice device) {
        return Libtorch.device(device, FIRST_GPU).isGpu();
    }

    /**
     * How many runs are trained at once. If nobody asks for a number: as many as keep each other company to the end and
     * fit into the device's memory.
     *
     * @param asked 1 or more
     * @throws TrainingException if more are asked for than fit
     */
    public int rows(List<SweepRun> runs, Optional<Integer> asked) {
        return Math.min(runs.size(), BatchPlan.rows(BatchMemory.rows(device, runs, chunkSize), runs, asked));
    }

    /**
     * Trains every run, or continues where its folder's newest checkpoint left off. A run that fails does not stop the
     * others.
     *
     * @param atOnce most rows of a batch
     * @param progress of one run
     * @return what went wrong, by run, in the order of the runs; empty when all are trained
     */
    public Map<SweepRun, Throwable> train(List<SweepRun> runs, int atOnce, Function<SweepRun, Progress> progress) {
        Map<SweepRun, Throwable> failures = new LinkedHashMap<>();
        for (List<SweepRun> group : BatchPlan.groups(runs)) {
            try (Session session = new Session(BatchPlan.of(group, atOnce), progress)) {
                session.run();
                failures.putAll(session.failures);
            }
        }
        Map<SweepRun, Throwable> inOrder = new LinkedHashMap<>();
        runs.stream().filter(failures::containsKey).forEach(run -> inOrder.put(run, failures.get(run)));
        return inOrder;
    }

    /** One process's share of the runs of a plan. */
    private final class Session implements AutoCloseable {
        private final Function<SweepRun, Progress> progress;
        private final NDManager manager = Libtorch.engine().newBaseManager(device);
        private final List<Deque<SweepRun>> waiting = new ArrayList<>();
        private final List<Optional<BatchedRun>> rows = new ArrayList<>();
        private final Map<SweepRun, Throwable> failures = new LinkedHashMap<>();

        Session(BatchPlan plan, Function<SweepRun, Progress> progress) {
            this.progress = progress;
            plan.rows().forEach(row -> {
                waiting.add(new ArrayDeque<>(row));
                rows.add(Optional.empty());
            });
        }

        void run() {
            try {
                TensorFloat32.refuse(manager);
                admit();
                while (rows.stream().anyMatch(Optional::isPresent)) {
                    trainTogether();
                    admit();
                }
            } catch (EngineException e) {
                rows.stream().flatMap(Optional::stream).map(BatchedRun::run).forEach(run -> fail(run, e));
                waiting.stream().flatMap(Deque::stream).forEach(run -> fail(run, e));
            }
        }

        private void fail(SweepRun run, EngineException cause) {
            failures.put(run, TrainingException.ofEngine(run.folder(), cause));
        }

        /** Fills the rows that are empty, as far as runs wait for them. */
        private void admit() {
            for (int row = 0; row < rows.size(); row++) {
                while (rows.get(row).isEmpty() && !waiting.get(row).isEmpty()) {
                    SweepRun next = waiting.get(row).remove();
                    try {
                        rows.set(row, BatchedRun.open(next, clock, progress.apply(next)));
                    } catch (InputException | IllegalArgumentException e) {
                        // Recipes and shapes that cannot be used are illegal arguments.
                        failures.put(next, e);
                    }
                }
            }
        }

        /** Trains until a run leaves. */
        private void trainTogether() {
            try (Batch batch = new Batch(manager, List.copyOf(rows), chunkSize)) {
                boolean together = true;
                while (together) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new CancellationException("training was interrupted");
                    }
                    together = step(batch);
                }
                for (int row = 0; row < rows.size(); row++) {
                    int at = row;
                    rows.get(row).ifPresent(run -> run.keep(batch.state(at)));
                }
            }
        }

        /** @return whether all runs are still there afterwards */
        private boolean step(Batch batch) {
            try (NDManager step = manager.newSubManager()) {
                LossesAndGradient result = batch.gradient(step);
                boolean together = record(batch, step, result.losses());
                batch.update(step, result.gradient());
                for (int row = 0; row < rows.size(); row++) {
                    double loss = result.losses()[row];
                    rows.get(row).ifPresent(run -> run.advance(loss));
                }
                return together;
            }
        }

        private boolean record(Batch batch, NDManager step, double[] losses) {
            TestLosses testLosses = new TestLosses(batch, step);
            boolean together = true;
            for (int row = 0; row < rows.size(); row++) {
                int at = row;
                BatchedRun run = rows.get(row).orElse(null);
                if (run != null && !stays(run, at, losses[row], testLosses, batch)) {
                    run.close();
                    rows.set(row, Optional.empty());
                    together = false;
                }
            }
            return together;
        }

        private boolean stays(BatchedRun run, int row, double loss, TestLosses testLosses, Batch batch) {
            try {
                run.record(loss, () -> testLosses.of(row), () -> batch.state(row));
                if (run.isAtEnd()) {
                    run.journal().finish(origin, engine(), device, 1, chunks(run));
                }
                return !run.isAtEnd();
            } catch (TrainingException | InputException e) {
                failures.put(run.run(), e);
                return false;
            }
        }

        private String engine() {
            return Libtorch.describe() + ", batched, R = " + rows.size();
        }

        private int chunks(BatchedRun run) {
            return new DjlTrainer.Arithmetic(chunkSize, 1)
                    .chunks(Examples.ofTraining(run.experiment()).count());
        }

        @Override
        public void close() {
            rows.stream().flatMap(Optional::stream).forEach(BatchedRun::close);
            manager.close();
        }
    }

    /** The test losses of all rows before a step, computed when the first run asks. */
    private static final class TestLosses {
        private final Batch batch;
        private final NDManager step;
        private double @Nullable [] losses;

        TestLosses(Batch batch, NDManager step) {
            this.batch = batch;
            this.step = step;
        }

        double of(int row) {
            if (losses == null) {
                losses = batch.testLosses(step);
            }
            return losses[row];
        }
    }
}
