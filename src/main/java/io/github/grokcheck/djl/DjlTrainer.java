package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.PairTask;
import io.github.grokcheck.dataset.ShuffledAnswers;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.djl.Step.LossAndGradient;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.Trainer;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.LossCurve.Point;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.RunFolder.OptimizerState;
import io.github.grokcheck.trajectory.RunFolder.Resumption;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Full-batch training on libtorch: float32 weights and activations, float64 loss, AdamW. */
public final class DjlTrainer implements Trainer {
    /** An allocation of this size teaches glibc's malloc to keep freed memory instead of returning it every step. */
    private static final long TEACHING_ALLOCATION = 31L << 20;

    private final Device device;
    private final Arithmetic arithmetic;
    private final Origin origin;
    private final Clock clock;

    /**
     * How the batch is cut and shared.
     *
     * @param chunkSize most examples in a chunk; decides the order of summation and so the bits
     * @param threads threads that share the chunks; does not change the bits
     */
    public record Arithmetic(int chunkSize, int threads) implements Serializable {
        public Arithmetic {
            if (chunkSize < 1 || threads < 1) {
                throw new IllegalArgumentException(
                        "chunk size " + chunkSize + ", threads " + threads + ": both must be 1 or more");
            }
        }

        /** Number of chunks that so many examples are cut into. */
        int chunks(int examples) {
            return (examples + chunkSize - 1) / chunkSize;
        }
    }

    /**
     * What a run's provenance says about the program.
     *
     * @param commit of the code
     * @param command as typed
     */
    public record Origin(String commit, String command) implements Serializable {}

    /** @param clock tells how long the run took and on which day it ended */
    DjlTrainer(Device device, Arithmetic arithmetic, Origin origin, Clock clock) {
        this.device = device;
        this.arithmetic = arithmetic;
        this.origin = origin;
        this.clock = clock;
    }

    /** How many runs a device trains best at a time: on a GPU one, because the engine has one gradient collector. */
    public static int runsSideBySide(DeviceChoice device, int processors) {
        return Libtorch.device(device, 0).isGpu() ? 1 : processors;
    }

    @Override
    public void train(Experiment experiment, Path folder, Progress progress) {
        Weights initial = Libtorch.initialWeights(experiment);
        try (RunFolder run = RunFolder.open(folder, experiment, Libtorch.count(initial));
                NDManager manager = Libtorch.engine().newBaseManager(device)) {
            manager.zeros(new Shape(TEACHING_ALLOCATION / Float.BYTES)).close();
            if (run.isFinished()) {
                return;
            }
            Optional<Resumption> resumption = run.newest();
            Session session = new Session(experiment, run, manager, resumption, initial);
            try (session) {
                session.run(progress);
            } catch (EngineException e) {
                throw new TrainingException(
                        folder + ": PyTorch failed (" + firstLine(e) + "); the checkpoints are intact, the same command"
                                + " continues from the last one",
                        e);
            }
            run.finish(provenance(experiment, session));
        }
    }

    private static String firstLine(EngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private Provenance provenance(Experiment experiment, Session session) {
        return new Provenance(
                experiment.fingerprint(),
                origin.commit(),
                origin.command(),
                Libtorch.describe(),
                Libtorch.deviceName(device),
                arithmetic.threads(),
                session.chunks,
                LocalDate.now(clock).toString(),
                Math.round(session.seconds() / 36.0) / 100.0,
                new TreeMap<>());
    }

    /** One process's share of a run. */
    private final class Session implements AutoCloseable {
        private final Experiment experiment;
        private final RunFolder folder;
        private final NDManager manager;
        private final int start;
        private final double secondsBefore;
        private final long startedAt = clock.millis();
        private final FlatWeights weights;
        private final AdamW optimizer;
        private final Step train;
        private final Optional<Step> test;
        private final int chunks;
        private final List<Point> losses;

        Session(
                Experiment experiment,
                RunFolder folder,
                NDManager manager,
                Optional<Resumption> resumption,
                Weights initial) {
            this.experiment = experiment;
            this.folder = folder;
            this.manager = manager;
            start = resumption.map(from -> from.checkpoint().epoch()).orElse(0);
            secondsBefore = resumption.map(from -> from.optimizer().seconds()).orElse(0.0);
            weights = FlatWeights.of(
                    manager, resumption.map(from -> from.checkpoint().weights()).orElse(initial), DataType.FLOAT32);
            optimizer = new AdamW(
                    experiment.optimizer(),
                    moment(resumption.map(from -> from.optimizer().mean())),
                    moment(resumption.map(from -> from.optimizer().meanSquare())));
            losses = new ArrayList<>(
                    resumption.map(from -> from.losses().points()).orElse(List.of()));
            ModularAddition task = new ModularAddition(experiment.task().p());
            Split split = Split.of(experiment);
            chunks = device.isGpu() ? 1 : arithmetic.chunks(split.trainRows().length);
            checkMemory();
            PairTask taught = experiment
                    .seeds()
                    .shuffledAnswers()
                    .<PairTask>map(seed -> new ShuffledAnswers(split, seed))
                    .orElse(task);
            train = batch(taught, split.trainRows());
            test = split.testRows().length == 0 ? Optional.empty() : Optional.of(batch(task, split.testRows()));
        }

        private void checkMemory() {
            long needed = device.isGpu()
                    ? 0
                    : chunks * TableSums.bytes(experiment.task().p(), experiment.architecture(), DataType.FLOAT32);
            long most = Runtime.getRuntime().maxMemory();
            if (needed > most) {
                throw new TrainingException(
                        "%s: %d chunks need about %d MiB of memory, and Java may use %d; give a larger --chunk-size, or java -Xmx"
                                .formatted(folder.path(), chunks, needed >> 20, most >> 20),
                        null);
            }
        }

        /**
         * By hand on the processor; with autograd on a GPU, whose memory Java cannot read.
         */
        private Step batch(PairTask task, int[] rows) {
            if (device.isGpu()) {
                TabulatedGraph graph = new TabulatedGraph(manager, task, rows);
                return new Autograd(manager, graph::logits, task, rows);
            }
            return new FullBatch(
                    manager,
                    task,
                    rows,
                    experiment.architecture(),
                    DataType.FLOAT32,
                    arithmetic.chunkSize(),
                    arithmetic.threads());
        }

        private NDArray moment(Optional<double[]> stored) {
            return stored.map(values -> manager.create(values).toType(DataType.FLOAT32, false))
                    .orElseGet(() -> manager.zeros(weights.flat().getShape()));
        }

        void run(Progress progress) {
            int epochs = experiment.schedule().epochs();
            for (int epoch = start; epoch < epochs; epoch++) {
                try (NDManager step = manager.newSubManager()) {
                    LossAndGradient batch = train.gradient(step, weights);
                    checkFinite(epoch, batch.loss());
                    record(epoch, batch.loss());
                    optimizer.update(step, weights, batch.gradient(), epoch);
                    progress.epoch(epoch, epochs, batch.loss());
                }
            }
            record(epochs, train.loss(manager, weights));
        }

        /** Notes the loss before a step, and keeps the weights where the schedule says so. */
        private void record(int epoch, double trainLoss) {
            boolean last = epoch == experiment.schedule().epochs();
            if (last || epoch % experiment.schedule().saveEvery() == 0) {
                double testLoss =
                        test.map(batch -> batch.loss(manager, weights)).orElse(Double.NaN);
                LossCurve before = new LossCurve(losses);
                losses.add(new Point(epoch, trainLoss, testLoss));
                save(epoch, last ? new LossCurve(losses) : before);
            } else {
                losses.add(new Point(epoch, trainLoss, Double.NaN));
            }
        }

        private void save(int epoch, LossCurve curve) {
            folder.save(
                    new Checkpoint(experiment.name(), epoch, weights.toWeights()),
                    new OptimizerState(optimizer.mean(), optimizer.meanSquare(), seconds()),
                    curve);
        }

        private void checkFinite(int epoch, double loss) {
            if (!Double.isFinite(loss)) {
                throw new TrainingException(
                        folder.path() + ": the training loss is " + loss + " at epoch " + epoch
                                + "; the checkpoints up to there are intact, try a smaller learning rate",
                        null);
            }
        }

        double seconds() {
            return secondsBefore + (clock.millis() - startedAt) / 1000.0;
        }

        @Override
        public void close() {
            train.close();
            test.ifPresent(Step::close);
        }
    }
}
