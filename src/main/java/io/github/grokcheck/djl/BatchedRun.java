package io.github.grokcheck.djl;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.djl.RunJournal.State;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.RunFolder.Resumption;
import java.time.Clock;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** One run in a row of a batch, at an epoch of its own. */
final class BatchedRun implements AutoCloseable {
    private final SweepRun run;
    private final RunFolder folder;
    private final RunJournal journal;
    private final Progress progress;
    private final boolean hasTest;
    private State state;
    private int epoch;

    private BatchedRun(SweepRun run, RunFolder folder, Clock clock, Progress progress) {
        this.run = run;
        this.folder = folder;
        this.progress = progress;
        Optional<Resumption> resumption = folder.newest();
        journal = new RunJournal(run.experiment(), folder, resumption, clock);
        hasTest = Examples.ofTest(run.experiment()).count() > 0;
        epoch = journal.start();
        state = resumption
                .map(from -> new State(
                        from.checkpoint().weights(),
                        from.optimizer().mean(),
                        from.optimizer().meanSquare()))
                .orElseGet(() -> initial(run.experiment()));
    }

    private static State initial(Experiment experiment) {
        int count = Math.toIntExact(count(experiment));
        return new State(Libtorch.initialWeights(experiment), new double[count], new double[count]);
    }

    /** Number of trained values. */
    static long count(Experiment experiment) {
        long count = 0;
        for (WeightName name : WeightName.values()) {
            count +=
                    name.shape(experiment.task().p(), experiment.architecture()).count();
        }
        return count;
    }

    /**
     * Takes hold of the run's folder.
     *
     * @return nothing if the run is finished
     */
    static Optional<BatchedRun> open(SweepRun run, Clock clock, Progress progress) {
        RunFolder folder = RunFolder.open(run.folder(), run.experiment(), count(run.experiment()));
        try {
            if (folder.isFinished()) {
                folder.close();
                return Optional.empty();
            }
            return Optional.of(new BatchedRun(run, folder, clock, progress));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    SweepRun run() {
        return run;
    }

    Experiment experiment() {
        return run.experiment();
    }

    RunJournal journal() {
        return journal;
    }

    /** Steps taken before. */
    int epoch() {
        return epoch;
    }

    /** Whether no step is left. */
    boolean isAtEnd() {
        return epoch == journal.epochs();
    }

    /** As it came into its batch, or as it was when another run left that. */
    State state() {
        return state;
    }

    /** Keeps the run's state while the batch is put together anew. */
    void keep(State now) {
        state = now;
    }

    /**
     * Notes the loss before a step.
     *
     * @throws TrainingException if it is not a finite number
     */
    void record(double trainLoss, DoubleSupplier testLoss, Supplier<State> now) {
        if (!isAtEnd()) {
            journal.checkFinite(epoch, trainLoss);
        }
        journal.record(epoch, trainLoss, hasTest ? testLoss : () -> Double.NaN, now);
    }

    /** A step has been taken. */
    void advance(double trainLoss) {
        progress.epoch(epoch, journal.epochs(), trainLoss);
        epoch++;
    }

    @Override
    public void close() {
        folder.close();
    }
}
