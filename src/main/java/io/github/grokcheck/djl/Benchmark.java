package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.djl.Stopwatch.Part;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.training.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Times an epoch of a recipe beside the machine's own matrix products and beside two other ways to compute it, all in one
 * call on the same machine. The epoch, its products and the two others are timed over a dozen stretches of about 0.3 s or
 * more, and the best one counts: a machine's neighbours only ever add to a time. Runs side by side, batches and parts are
 * means.
 */
public final class Benchmark {
    private static final int STRETCHES = 12;
    private static final double STRETCH_MS = 400;
    private static final int WARM_UP_INTERVALS = 2;
    private static final int TIMED_INTERVALS = 2;
    private static final int WARM_UP_EPOCHS = 2;
    private static final int BATCH_EPOCHS = 8;
    /** Runs in the batches that are timed. */
    private static final List<Integer> BATCHES = List.of(2, 4, 5);

    private final Experiment experiment;
    private final Arithmetic arithmetic;
    private final ModularAddition task;
    private final Split split;
    private final Weights initial;

    /**
     * What was measured, on the processor.
     *
     * @param device the processor's name
     * @param threads threads that share a step's work
     * @param chunks chunks of the batch
     * @param msPerEpoch one epoch with everything: gradient, optimizer, test loss and checkpoint every save interval
     * @param gflopPerEpoch operations of the matrix products of an epoch's gradient, in 10⁹
     * @param gflops those operations per second of the whole epoch
     * @param productsMs what those products take alone, at these shapes, with every core multiplying
     * @param matmulShare productsMs / msPerEpoch
     * @param densePlanMs what the products would take alone, measured likewise, of a step that has a dense product
     *     wherever this one sums rows: the time below which no such step could come
     * @param sideBySideMs milliseconds per epoch when as many runs as threads are trained at once with one thread each,
     *     divided by the number of runs
     * @param sideBySideRatio the throughput of runs side by side over one after another, both in the mean of all epochs
     * @param batchedMs milliseconds per step and run of batches of so many runs, as many batches side by side as threads;
     *     in their favour without test loss and checkpoints
     * @param partsMs milliseconds of each part of an epoch
     * @param naiveMs one epoch of the textbook graph: autograd, all three positions, test loss every epoch
     * @param autogradMs one epoch of the tabulated graph with autograd, whole batch
     * @param naiveRatio naiveMs / msPerEpoch
     * @param autogradRatio autogradMs / msPerEpoch
     */
    public record Result(
            String device,
            int threads,
            int chunks,
            double msPerEpoch,
            double gflopPerEpoch,
            double gflops,
            double productsMs,
            double matmulShare,
            double densePlanMs,
            double sideBySideMs,
            double sideBySideRatio,
            Map<Integer, Double> batchedMs,
            Map<String, Double> partsMs,
            double naiveMs,
            double autogradMs,
            double naiveRatio,
            double autogradRatio) {}

    /**
     * What an epoch of a recipe costs.
     *
     * @param recipe its name
     * @param p the modulus
     * @param dMlp neurons
     * @param examples pairs that are trained on
     * @param gflopPerEpoch operations of the matrix products of an epoch's gradient, in 10⁹
     * @param msPerEpoch one epoch with everything, of one run with all threads
     * @param sideBySideMs milliseconds per epoch and run of as many runs as threads, side by side with one thread each
     */
    public record Cost(
            String recipe,
            int p,
            int dMlp,
            int examples,
            double gflopPerEpoch,
            double msPerEpoch,
            double sideBySideMs) {}

    /** @param experiment the recipe to time; its first epochs are run */
    public Benchmark(Experiment experiment, Arithmetic arithmetic) {
        this.experiment = experiment;
        this.arithmetic = arithmetic;
        task = new ModularAddition(experiment.task().p());
        split = Split.of(experiment);
        initial = Libtorch.initialWeights(experiment);
    }

    /**
     * Runs everything.
     *
     * @param scratch an empty folder for the runs that are timed
     */
    public Result run(Path scratch) {
        int chunks = arithmetic.chunks(split.trainRows().length);
        int chunk = (split.trainRows().length + chunks - 1) / chunks;
        int p = experiment.task().p();
        Products products = Products.ofStep(p, experiment.architecture(), chunk);
        Products densePlan = Products.ofDensePlan(p, experiment.architecture(), chunk);
        try (NDManager manager = Libtorch.engine().newBaseManager(Device.cpu())) {
            EpochTimer one = train(arithmetic, experiment, scratch.resolve("one"));
            double epoch = one.best();
            double productsMs = best(() -> products.milliseconds(manager, chunks, arithmetic.threads()));
            double densePlanMs = best(() -> densePlan.milliseconds(manager, chunks, arithmetic.threads()));
            double naive = peer(manager, this::naive);
            double tabulated = peer(manager, this::tabulated);
            double sideBySide = sideBySide(scratch);
            double work = products.gigaOperations(chunks);
            return new Result(
                    Libtorch.deviceName(Device.cpu()),
                    arithmetic.threads(),
                    chunks,
                    epoch,
                    work,
                    work / epoch * 1e3,
                    productsMs,
                    productsMs / epoch,
                    densePlanMs,
                    sideBySide,
                    one.mean() / sideBySide,
                    BATCHES.stream().collect(Collectors.toMap(runs -> runs, runs -> batchesSideBySide(manager, runs))),
                    parts(manager),
                    naive,
                    tabulated,
                    naive / epoch,
                    tabulated / epoch);
        }
    }

    /**
     * Runs only what says how the cost grows with a recipe's sizes.
     *
     * @param scratch an empty folder for the runs that are timed
     */
    public Cost cost(Path scratch) {
        int examples = split.trainRows().length;
        int chunks = arithmetic.chunks(examples);
        int p = experiment.task().p();
        Products products = Products.ofStep(p, experiment.architecture(), (examples + chunks - 1) / chunks);
        return new Cost(
                experiment.name(),
                p,
                experiment.architecture().dMlp(),
                examples,
                products.gigaOperations(chunks),
                train(arithmetic, experiment, scratch.resolve("one")).mean(),
                sideBySide(scratch));
    }

    /** Milliseconds per epoch and run of as many runs as threads, side by side with one thread each. */
    private double sideBySide(Path scratch) {
        Arithmetic oneThread = new Arithmetic(arithmetic.chunkSize(), 1);
        List<Callable<Double>> runs = IntStream.range(0, arithmetic.threads())
                .<Callable<Double>>mapToObj(
                        run -> () -> train(oneThread, experiment.withSeed(run), scratch.resolve("beside" + run))
                                .mean())
                .toList();
        double mean = Concurrently.call(runs).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return mean / runs.size();
    }

    /** The least of several times: what disturbs a measurement only ever adds to it. */
    private static double best(DoubleSupplier milliseconds) {
        return DoubleStream.generate(milliseconds).limit(STRETCHES).min().orElseThrow();
    }

    /** Times the epochs of a real training by its progress. */
    private static final class EpochTimer implements Progress {
        private final int interval;
        private double best = Double.POSITIVE_INFINITY;
        private double bestSaving = Double.POSITIVE_INFINITY;
        private double all;
        private double stretch;
        private int epochsOfStretch;
        private long last = System.nanoTime();

        EpochTimer(int interval) {
            this.interval = interval;
        }

        @Override
        public void epoch(int done, int epochs, double loss) {
            long now = System.nanoTime();
            double milliseconds = (now - last) / 1e6;
            last = now;
            int timed = done - WARM_UP_INTERVALS * interval;
            if (timed <= 0 || timed > TIMED_INTERVALS * interval) {
                return;
            }
            all += milliseconds;
            if (done % interval == 0) {
                bestSaving = Math.min(bestSaving, milliseconds);
            } else {
                stretch += milliseconds;
                epochsOfStretch++;
                if (stretch >= STRETCH_MS) {
                    best = Math.min(best, stretch / epochsOfStretch);
                    stretch = 0;
                    epochsOfStretch = 0;
                }
            }
        }

        /** In the best stretch, with a share of an epoch that also computes the test loss and writes a checkpoint. */
        double best() {
            return Double.isInfinite(best) || Double.isInfinite(bestSaving)
                    ? mean()
                    : best + Math.max(0, bestSaving - best) / interval;
        }

        /** Of all epochs that are timed. */
        double mean() {
            return all / (TIMED_INTERVALS * interval);
        }
    }

    /** Trains a recipe's first epochs: an interval more than are timed, so that no run ends beside one that is timed. */
    private static EpochTimer train(Arithmetic arithmetic, Experiment experiment, Path folder) {
        int interval = experiment.schedule().saveEvery();
        EpochTimer timer = new EpochTimer(interval);
        new DjlTrainer(Device.cpu(), arithmetic, new Origin("benchmark", "bench"), Clock.systemUTC())
                .train(experiment.withEpochs((WARM_UP_INTERVALS + TIMED_INTERVALS + 1) * interval + 1), folder, timer);
        return timer;
    }

    /** As many batches side by side as threads, as with single runs: two threads in an operation wait for each other. */
    private double batchesSideBySide(NDManager manager, int runs) {
        Callable<Double> batch = () -> batched(manager, runs);
        double mean = Concurrently.call(Collections.nCopies(arithmetic.threads(), batch)).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return mean / arithmetic.threads();
    }

    /** Milliseconds per step and run of so many seeds as one batch. */
    private double batched(NDManager parent, int runs) {
        List<Experiment> seeds =
                IntStream.range(0, runs).mapToObj(experiment::withSeed).toList();
        try (NDManager manager = parent.newSubManager();
                StackedBatch batch = new StackedBatch(
                        manager, seeds.stream().map(Examples::ofTraining).toList(), arithmetic.chunkSize())) {
            StackedWeights weights = StackedWeights.of(
                    manager,
                    experiment.task().p(),
                    experiment.architecture(),
                    seeds.stream()
                            .map(seed -> FlatWeights.values(Libtorch.initialWeights(seed)))
                            .toList(),
                    DataType.FLOAT32);
            StackedAdamW optimizer = new StackedAdamW(
                    manager.zeros(weights.flat().getShape()),
                    manager.zeros(weights.flat().getShape()));
            long start = 0;
            for (int epoch = -WARM_UP_EPOCHS; epoch < BATCH_EPOCHS; epoch++) {
                if (epoch == 0) {
                    start = System.nanoTime();
                }
                StackedAdamW.At at = new StackedAdamW.At(experiment.optimizer(), epoch + WARM_UP_EPOCHS);
                try (NDManager scope = manager.newSubManager()) {
                    NDArray gradient = batch.gradient(scope, weights).gradient();
                    optimizer.update(scope, weights, gradient, Collections.nCopies(runs, at));
                }
            }
            return (System.nanoTime() - start) / 1e6 / BATCH_EPOCHS / runs;
        }
    }

    private Map<String, Double> parts(NDManager manager) {
        int epochs = 100;
        Map<String, Double> parts = new LinkedHashMap<>();
        FlatWeights weights = FlatWeights.of(manager, initial, DataType.FLOAT32);
        try (Crew crew = new Crew(arithmetic.threads());
                FullBatch batch = new FullBatch(
                        manager,
                        task,
                        split.trainRows(),
                        experiment.architecture(),
                        DataType.FLOAT32,
                        arithmetic.chunkSize(),
                        crew)) {
            AdamW optimizer = optimizer(manager, weights, crew);
            epochs(manager, batch, weights, optimizer, 0, epochs);
            crew.stopwatch().reset();
            double whole = epochs(manager, batch, weights, optimizer, epochs, epochs);
            for (Part part : Part.values()) {
                parts.put(part.label(), crew.stopwatch().milliseconds(part) / epochs / crew.threads());
            }
            double counted =
                    parts.values().stream().mapToDouble(Double::doubleValue).sum();
            parts.put("waiting, and what is left", whole - counted);
        }
        return parts;
    }

    private AdamW optimizer(NDManager manager, FlatWeights weights, Crew crew) {
        return new AdamW(
                experiment.optimizer(),
                manager.zeros(weights.flat().getShape()),
                manager.zeros(weights.flat().getShape()),
                crew);
    }

    private static double epochs(
            NDManager manager, Step step, FlatWeights weights, AdamW optimizer, int from, int count) {
        long start = System.nanoTime();
        for (int epoch = from; epoch < from + count; epoch++) {
            try (NDManager scope = manager.newSubManager()) {
                optimizer.update(scope, weights, step.gradient(scope, weights).gradient(), epoch);
            }
        }
        return (System.nanoTime() - start) / 1e6 / count;
    }

    /** A way to compute a step, made on a manager of its own. */
    @FunctionalInterface
    private interface Peer {
        Step on(NDManager manager);
    }

    /** Milliseconds per epoch of a peer, which may use all threads inside its operations. */
    private double peer(NDManager parent, Peer peer) {
        JniUtils.setNumThreads(arithmetic.threads());
        try (NDManager manager = parent.newSubManager();
                Step step = peer.on(manager);
                Crew alone = new Crew(1)) {
            FlatWeights weights = FlatWeights.of(manager, initial, DataType.FLOAT32);
            AdamW optimizer = optimizer(manager, weights, alone);
            double epoch = epochs(manager, step, weights, optimizer, 0, WARM_UP_EPOCHS);
            int stretch = (int) Math.ceil(STRETCH_MS / epoch);
            return best(() -> epochs(manager, step, weights, optimizer, WARM_UP_EPOCHS, stretch));
        } finally {
            JniUtils.setNumThreads(1);
        }
    }

    private Step naive(NDManager manager) {
        NaiveGraph train = new NaiveGraph(manager, task, split.trainRows(), DataType.FLOAT32);
        NaiveGraph test = new NaiveGraph(manager, task, split.testRows(), DataType.FLOAT32);
        Autograd gradient = new Autograd(manager, train::logits, task, split.trainRows());
        Autograd testLoss = new Autograd(manager, test::logits, task, split.testRows());
        return new Step() {
            @Override
            public LossAndGradient gradient(NDManager scope, FlatWeights weights) {
                testLoss.loss(scope, weights);
                return gradient.gradient(scope, weights);
            }

            @Override
            public double loss(NDManager scope, FlatWeights weights) {
                return gradient.loss(scope, weights);
            }

            @Override
            public void close() {
                gradient.close();
                testLoss.close();
            }
        };
    }

    private Step tabulated(NDManager manager) {
        TabulatedGraph graph = new TabulatedGraph(manager, task, split.trainRows());
        return new Autograd(manager, graph::logits, task, split.trainRows());
    }
}
