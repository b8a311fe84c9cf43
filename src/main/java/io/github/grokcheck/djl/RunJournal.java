package io.github.grokcheck.djl;

import ai.djl.Device;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.LossCurve.Point;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.RunFolder.OptimizerState;
import io.github.grokcheck.trajectory.RunFolder.Resumption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What one process adds to a run's folder: the loss of every epoch, a checkpoint where the schedule says so, and at the
 * end where the run comes from.
 */
final class RunJournal {
    private final Experiment experiment;
    private final RunFolder folder;
    private final Clock clock;
    private final int start;
    private final double secondsBefore;
    private final long startedAt;
    private final List<Point> losses;

    /** @param resumption where an earlier process left off */
    RunJournal(Experiment experiment, RunFolder folder, Optional<Resumption> resumption, Clock clock) {
        this.experiment = experiment;
        this.folder = folder;
        this.clock = clock;
        start = resumption.map(from -> from.checkpoint().epoch()).orElse(0);
        secondsBefore = resumption.map(from -> from.optimizer().seconds()).orElse(0.0);
        startedAt = clock.millis();
        losses = new ArrayList<>(resumption.map(from -> from.losses().points()).orElse(List.of()));
    }

    /**
     * A run between two steps.
     *
     * @param mean AdamW's first moment, flat
     * @param meanSquare its second moment, flat
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier from the device to the files, compared by nobody
    record State(Weights weights, double[] mean, double[] meanSquare) {}

    /** The epoch to go on from. */
    int start() {
        return start;
    }

    /** Epochs of the whole run. */
    int epochs() {
        return experiment.schedule().epochs();
    }

    /**
     * Notes the loss before a step, and keeps the weights where the schedule says so.
     *
     * @param testLoss asked for only where the weights are kept; NaN where nothing is left to test on
     * @param state likewise
     */
    void record(int epoch, double trainLoss, DoubleSupplier testLoss, Supplier<State> state) {
        boolean last = epoch == epochs();
        if (last || epoch % experiment.schedule().saveEvery() == 0) {
            LossCurve before = new LossCurve(losses);
            losses.add(new Point(epoch, trainLoss, testLoss.getAsDouble()));
            save(epoch, last ? new LossCurve(losses) : before, state.get());
        } else {
            losses.add(new Point(epoch, trainLoss, Double.NaN));
        }
    }

    private void save(int epoch, LossCurve curve, State state) {
        folder.save(
                new Checkpoint(experiment.name(), epoch, state.weights()),
                new OptimizerState(state.mean(), state.meanSquare(), seconds()),
                curve);
    }

    /** @throws TrainingException if the loss is not a finite number */
    void checkFinite(int epoch, double loss) {
        if (!Double.isFinite(loss)) {
            throw new TrainingException(
                    folder.path() + ": the training loss is " + loss + " at epoch " + epoch
                            + "; the checkpoints up to there are intact, try a smaller learning rate",
                    null);
        }
    }

    /**
     * Writes the losses and the provenance of the finished run.
     *
     * @param engine what computed, and how if not one run alone
     * @param chunks into which the run's batch was cut
     */
    void finish(Origin origin, String engine, Device device, int threads, int chunks) {
        Provenance provenance = new Provenance(
                experiment.fingerprint(),
                origin.commit(),
                origin.command(),
                engine,
                Libtorch.deviceName(device),
                threads,
                chunks,
                LocalDate.now(clock).toString(),
                Math.round(seconds() / 36.0) / 100.0,
                new TreeMap<>());
        folder.finish(new LossCurve(losses), provenance);
    }

    private double seconds() {
        return secondsBefore + (clock.millis() - startedAt) / 1000.0;
    }
}
