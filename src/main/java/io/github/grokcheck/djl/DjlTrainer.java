package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.djl.RunJournal.State;
import io.github.grokcheck.djl.Step.LossAndGradient;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.Trainer;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.RunFolder.Resumption;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

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
     * @param threads threads that share a step's work; does not change the bits
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

    @Override
    public void train(Experiment experiment, Path folder, Progress progress) {
        Weights initial = Libtorch.initialWeights(experiment);
        try (RunFolder run = RunFolder.open(folder, experiment, Libtorch.count(initial));
                NDManager manager = Libtorch.engine().newBaseManager(device);
                Crew crew = new Crew(device.isGpu() ? 1 : arithmetic.threads())) {
            manager.zeros(new Shape(TEACHING_ALLOCATION / Float.BYTES)).close();
            if (run.isFinished()) {
                return;
            }
            TensorFloat32.refuse(manager);
            Optional<Resumption> resumption = run.newest();
            Session session = new Session(experiment, run, manager, crew, resumption, initial);
            try (session) {
                session.run(progress);
            } catch (EngineException e) {
                throw TrainingException.ofEngine(folder, e);
            }
            session.journal.finish(origin, Libtorch.describe(), device, arithmetic.threads(), session.chunks);
        }
    }

    /** One process's share of a run. */
    private final class Session implements AutoCloseable {
        private final Experiment experiment;
        private final RunFolder folder;
        private final NDManager manager;
        private final RunJournal journal;
        private final FlatWeights weights;
        private final Crew crew;
        private final AdamW optimizer;
        private final Step train;
        private final Optional<Step> test;
        private final int chunks;

        Session(
                Experiment experiment,
                RunFolder folder,
                NDManager manager,
                Crew crew,
                Optional<Resumption> resumption,
                Weights initial) {
            this.experiment = experiment;
            this.folder = folder;
            this.manager = manager;
            journal = new RunJournal(experiment, folder, resumption, clock);
            weights = FlatWeights.of(
                    manager, resumption.map(from -> from.checkpoint().weights()).orElse(initial), DataType.FLOAT32);
            this.crew = crew;
            optimizer = new AdamW(
                    experiment.optimizer(),
                    weights,
                    moment(resumption.map(from -> from.optimizer().mean())),
                    moment(resumption.map(from -> from.optimizer().meanSquare())),
                    crew);
            Examples taught = Examples.ofTraining(experiment);
            Examples left = Examples.ofTest(experiment);
            chunks = device.isGpu() ? 1 : arithmetic.chunks(taught.count());
            checkMemory(taught.count(), left.count());
            train = batch(taught);
            test = left.count() == 0 ? Optional.empty() : Optional.of(batch(left));
        }

        /** Java keeps the outputs of all pairs beside its heap, and on it as much again for those that are trained on. */
        private void checkMemory(int taught, int left) {
            if (device.isGpu()) {
                return;
            }
            int pairs = taught + left;
            long needed = ChunkPass.bytes(pairs, experiment.task().p(), experiment.architecture(), DataType.FLOAT32);
            long most = Runtime.getRuntime().maxMemory();
            if (needed > most) {
                throw new TrainingException(
                        "%s: %d pairs need about %d MiB of memory, and Java may use %d; give it more, with java -Xmx"
                                .formatted(folder.path(), pairs, needed >> 20, most >> 20),
                        null);
            }
        }

        /**
         * By hand on the processor; with autograd on a GPU, whose memory Java cannot read.
         */
        private Step batch(Examples examples) {
            if (device.isGpu()) {
                TabulatedGraph graph = new TabulatedGraph(manager, examples.task(), examples.rows());
                return new Autograd(manager, graph::logits, examples.task(), examples.rows());
            }
            return new FullBatch(
                    manager,
                    examples.task(),
                    examples.rows(),
                    experiment.architecture(),
                    DataType.FLOAT32,
                    arithmetic.chunkSize(),
                    crew);
        }

        private NDArray moment(Optional<double[]> stored) {
            return stored.map(values -> Libtorch.copy(manager, values, DataType.FLOAT32))
                    .orElseGet(() -> manager.zeros(weights.flat().getShape()));
        }

        void run(Progress progress) {
            int epochs = journal.epochs();
            for (int epoch = journal.start(); epoch < epochs; epoch++) {
                try (NDManager step = manager.newSubManager()) {
                    LossAndGradient batch = train.gradient(step, weights);
                    journal.checkFinite(epoch, batch.loss());
                    record(epoch, batch.loss());
                    optimizer.update(batch.gradient(), epoch);
                    progress.epoch(epoch, epochs, batch.loss());
                }
            }
            record(epochs, train.loss(manager, weights));
        }

        private void record(int epoch, double trainLoss) {
            journal.record(epoch, trainLoss, this::testLoss, this::state);
        }

        private double testLoss() {
            return test.map(batch -> batch.loss(manager, weights)).orElse(Double.NaN);
        }

        private State state() {
            return new State(weights.toWeights(), optimizer.mean(), optimizer.meanSquare());
        }

        @Override
        public void close() {
            train.close();
            test.ifPresent(Step::close);
        }
    }
}
