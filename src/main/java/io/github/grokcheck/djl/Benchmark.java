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
import io.github.grokcheck.djl.Stopwatch.Part;
import io.github.grokcheck.model.Weights;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times an epoch of a recipe beside the machine's own matrix products and beside other ways to compute it, all in one call
 * on the same machine. What is compared takes turns: in each of a dozen rounds everything but batches and parts is timed,
 * for the mainline recipe about half a second each, and the best time counts, since a machine's neighbours only ever add
 * to one. Batches and parts are means of a few epochs at the end.
 */
public final class Benchmark {
    private static final int ROUNDS = 12;
    private static final int EPOCHS_A_ROUND = 25;
    private static final double STRETCH_MS = 400;
    /** Until the just-in-time compiler is done: the first epochs take up to twice as long. */
    private static final int WARM_UP = 500;
    /** Of a list of recipes, of which only the trainings are timed. */
    private static final int ROUNDS_OF_COST = 4;

    /** The code is compiled by then; what is left to warm up is the run's own memory. */
    private static final int WARM_UP_BESIDE = 25;

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
     * @param productsMs what those products take alone, at these shapes, with as many threads multiplying
     * @param matmulShare productsMs / msPerEpoch
     * @param densePlanGflop operations of the products of a gradient that has a dense product wherever this one sums
     *     or multiplies rows, in 10⁹
     * @param densePlanMs what those would take alone, measured likewise
     * @param densePlanShare densePlanMs / msPerEpoch, above 1 where an epoch takes less time than those products alone
     * @param sideBySideMs one epoch with everything when as many runs as threads are trained at once with one thread each,
     *     divided by the number of runs
     * @param sideBySideRatio the throughput of runs side by side over one after another, msPerEpoch / sideBySideMs
     * @param batchedMs milliseconds per step and run of batches of so many runs, as many batches side by side as threads;
     *     in their favour without test loss and checkpoints, but the mean of a few steps instead of the best of rounds
     * @param partsMs milliseconds of each part of a step without test loss and checkpoint: its time on all threads, without
     *     what they wait for each other, over their number; what is left of the step's time stands for itself
     * @param naiveMs one epoch of the textbook graph: autograd, all three positions, test loss every epoch
     * @param autogradMs one epoch of the tabulated graph with autograd, whole batch, without test loss and checkpoints
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
            double densePlanGflop,
            double densePlanMs,
            double densePlanShare,
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

    /** Rounds of {@link #run} with the last, of batches and parts, for those who show how far it is. */
    public static int rounds() {
        return ROUNDS + 1;
    }

    /**
     * Runs everything.
     *
     * @param scratch an empty folder for the runs that are timed
     * @param progress is told the number of rounds done
     */
    public Result run(Path scratch, IntConsumer progress) {
        int chunks = arithmetic.chunks(split.trainRows().length);
        int chunk = (split.trainRows().length + chunks - 1) / chunks;
        int p = experiment.task().p();
        Products products = Products.ofStep(p, experiment.architecture(), chunk);
        Products densePlan = Products.ofDensePlan(p, experiment.architecture(), chunk);
        Best productsMs = new Best();
        Best densePlanMs = new Best();
        Best naiveMs = new Best();
        Best autogradMs = new Best();
        try (NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());
                Trainings trainings = new Trainings(scratch, ROUNDS);
                Peer naive = new Peer(manager, this::naive);
                Peer tabulated = new Peer(manager, this::tabulated)) {
            trainings.warmUp();
            naive.warmUp();
            tabulated.warmUp();
            for (int round = 0; round < ROUNDS; round++) {
                trainings.time();
                productsMs.note(products.milliseconds(manager, chunks, arithmetic.threads()));
                densePlanMs.note(densePlan.milliseconds(manager, chunks, arithmetic.threads()));
                autogradMs.note(tabulated.milliseconds());
                naiveMs.note(naive.milliseconds());
                progress.accept(round + 1);
            }
            double epoch = trainings.msPerEpoch();
            double work = products.gigaOperations(chunks);
            Map<Integer, Double> batches =
                    BATCHES.stream().collect(Collectors.toMap(runs -> runs, runs -> batchesSideBySide(manager, runs)));
            Map<String, Double> parts = parts(manager);
            progress.accept(ROUNDS + 1);
            return new Result(
                    Libtorch.deviceName(Device.cpu()),
                    arithmetic.threads(),
                    chunks,
                    epoch,
                    work,
                    work / epoch * 1e3,
                    productsMs.least,
                    productsMs.least / epoch,
                    densePlan.gigaOperations(chunks),
                    densePlanMs.least,
                    densePlanMs.least / epoch,
                    trainings.sideBySideMs(),
                    epoch / trainings.sideBySideMs(),
                    batches,
                    parts,
                    naiveMs.least,
                    autogradMs.least,
                    naiveMs.least / epoch,
                    autogradMs.least / epoch);
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
        try (Trainings trainings = new Trainings(scratch, ROUNDS_OF_COST)) {
            trainings.warmUp();
            for (int round = 0; round < ROUNDS_OF_COST; round++) {
                trainings.time();
            }
            return new Cost(
                    experiment.name(),
                    p,
                    experiment.architecture().dMlp(),
                    examples,
                    products.gigaOperations(chunks),
                    trainings.msPerEpoch(),
                    trainings.sideBySideMs());
        }
    }

    /** The least of several times. */
    private static final class Best {
        private double least = Double.POSITIVE_INFINITY;

        void note(double milliseconds) {
            least = Math.min(least, milliseconds);
        }
    }

    /** One run with all threads, and as many runs as threads with one each, in turn. */
    private final class Trainings implements AutoCloseable {
        private final PacedTraining one;
        private final List<PacedTraining> beside;
        private final Best epoch = new Best();
        private final Best epochBeside = new Best();

        /** @param rounds that will be timed */
        Trainings(Path scratch, int rounds) {
            Experiment longEnough = experiment.withEpochs(WARM_UP + rounds * EPOCHS_A_ROUND + 1);
            Arithmetic alone = new Arithmetic(arithmetic.chunkSize(), 1);
            one = new PacedTraining(arithmetic, longEnough, scratch.resolve("one"));
            beside = IntStream.range(0, arithmetic.threads())
                    .mapToObj(
                            run -> new PacedTraining(alone, longEnough.withSeed(run), scratch.resolve("beside" + run)))
                    .toList();
        }

        void warmUp() {
            one.epochs(WARM_UP);
            epochsBeside(WARM_UP_BESIDE);
        }

        private double epochsBeside(int epochs) {
            beside.forEach(run -> run.start(epochs));
            return beside.stream().mapToDouble(PacedTraining::await).average().orElseThrow() / beside.size();
        }

        /** One round. */
        void time() {
            epoch.note(one.epochs(EPOCHS_A_ROUND));
            epochBeside.note(epochsBeside(EPOCHS_A_ROUND));
        }

        /** One epoch with everything. */
        double msPerEpoch() {
            return epoch.least + one.savingPerEpoch();
        }

        /** One epoch with everything of runs side by side, divided by their number. */
        double sideBySideMs() {
            return epochBeside.least
                    + beside.stream()
                                    .mapToDouble(PacedTraining::savingPerEpoch)
                                    .average()
                                    .orElseThrow()
                            / beside.size();
        }

        @Override
        public void close() {
            one.close();
            beside.forEach(PacedTraining::close);
        }
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
        int epochs = 50;
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
                weights,
                manager.zeros(weights.flat().getShape()),
                manager.zeros(weights.flat().getShape()),
                crew);
    }

    private static double epochs(
            NDManager manager, Step step, FlatWeights weights, AdamW optimizer, int from, int count) {
        long start = System.nanoTime();
        for (int epoch = from; epoch < from + count; epoch++) {
            try (NDManager scope = manager.newSubManager()) {
                optimizer.update(step.gradient(scope, weights).gradient(), epoch);
            }
        }
        return (System.nanoTime() - start) / 1e6 / count;
    }

    /** Another way to compute a step, which may use all threads inside its operations. */
    private final class Peer implements AutoCloseable {
        private final NDManager manager;
        private final Step step;
        private final FlatWeights weights;
        private final Crew alone = new Crew(1);
        private final AdamW optimizer;
        private int epochs;
        private int stretch = 1;

        Peer(NDManager parent, Function<NDManager, Step> make) {
            manager = parent.newSubManager();
            step = make.apply(manager);
            weights = FlatWeights.of(manager, initial, DataType.FLOAT32);
            optimizer = optimizer(manager, weights, alone);
        }

        /** Also finds out how many epochs fill a stretch. */
        void warmUp() {
            milliseconds();
            stretch = (int) Math.ceil(STRETCH_MS / milliseconds());
        }

        /** Per epoch of a stretch; one epoch before it fills the caches. */
        double milliseconds() {
            JniUtils.setNumThreads(arithmetic.threads());
            try {
                epochs(manager, step, weights, optimizer, epochs, 1);
                double ofEpoch = epochs(manager, step, weights, optimizer, epochs + 1, stretch);
                epochs += stretch + 1;
                return ofEpoch;
            } finally {
                Libtorch.settleThread();
            }
        }

        @Override
        public void close() {
            step.close();
            alone.close();
            manager.close();
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
