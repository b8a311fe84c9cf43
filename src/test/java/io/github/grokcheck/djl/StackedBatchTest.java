package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.ShuffledAnswers;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.djl.StackedBatch.LossesAndGradient;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradient of each run of a stack, against PyTorch's autograd over that run alone. */
class StackedBatchTest {
    private static final double FLOAT32 = 1e-5;
    private static final double FLOAT64 = 1e-9;
    private static final Percentage PRECISELY = withinPercentage(1e-10);

    private static final Experiment MAINLINE = Recipes.find("mainline");
    private static final Experiment ODD = new Experiment(
            "odd",
            new Task(11, 0.5),
            new Architecture(12, 3, 5, 20),
            MAINLINE.optimizer(),
            MAINLINE.schedule(),
            MAINLINE.seeds());
    /** 36, 60 and 84 examples: with 25 in a chunk the first run has none in the last two of four. */
    private static final List<Experiment> UNLIKE = List.of(
            withFraction(0.3), withFraction(0.5).withSeed(1), withFraction(0.7).withSeed(2));

    private final NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());

    @AfterEach
    void free() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 60, 1000})
    void each_run_has_the_gradient_of_autograd_in_float64(int chunkSize) {
        assertAgreement(UNLIKE, initial(UNLIKE), DataType.FLOAT64, chunkSize, StackedBatchTest::ofWorstTensor);
    }

    @Test
    void each_run_has_the_gradient_of_autograd_at_the_papers_sizes_in_float32() {
        List<Experiment> runs = List.of(
                MAINLINE.withSeed(1),
                new Experiment(
                        "less",
                        MAINLINE.task().withTrainFraction(0.2),
                        MAINLINE.architecture(),
                        MAINLINE.optimizer(),
                        MAINLINE.schedule(),
                        MAINLINE.seeds()));
        assertAgreement(runs, initial(runs), DataType.FLOAT32, 960, StackedBatchTest::ofWorstTensor);
    }

    /** So large that exp underflows: in the attention pattern by W_Q, in the loss by W_U. */
    @ParameterizedTest
    @EnumSource(names = {"W_Q", "W_U"})
    void huge_scores_and_logits_lose_no_precision(WeightName huge) {
        List<Weights> scaled =
                initial(UNLIKE).stream().map(weights -> scaled(weights, huge)).toList();
        assertAgreement(UNLIKE, scaled, DataType.FLOAT64, 25, StackedBatchTest::ofTheWhole);
    }

    /** Four other answers have logit 0 and "=" has 9. Sure of the right answer, log(1 + x) would round x away. */
    @Test
    void losses_of_sure_models_keep_their_digits() {
        assertThat(lossWithRightLogit(60)).isCloseTo(Math.log1p(Math.exp(9 - 60) + 4 * Math.exp(-60)), PRECISELY);
        assertThat(lossWithRightLogit(9)).isCloseTo(Math.log(2 + 4 * Math.exp(-9)), PRECISELY);
        assertThat(lossWithRightLogit(-900)).isCloseTo(900 + Math.log(Math.exp(9) + 4), PRECISELY);
    }

    private double lossWithRightLogit(double logit) {
        ModularAddition five = new ModularAddition(5);
        Weights planted = PlantedModel.lookup(PlantedModel.logits(5, (a, b, c) -> c == (a + b) % 5 ? logit : 0))
                .weights();
        int[] all = IntStream.range(0, five.pairs()).toArray();
        try (StackedBatch batch = new StackedBatch(manager, List.of(new Examples(five, all)), 10)) {
            return batch.losses(manager, stacked(List.of(planted), DataType.FLOAT64))[0];
        }
    }

    @Test
    void shuffled_answers_belong_to_their_run() {
        Split split = Split.of(ODD);
        List<Examples> examples = List.of(
                new Examples(split.task(), split.trainRows()),
                new Examples(new ShuffledAnswers(split, 3), split.trainRows()));
        Weights weights = Libtorch.initialWeights(ODD);
        StackedWeights stacked = stacked(List.of(weights, weights), DataType.FLOAT64);
        try (StackedBatch batch = new StackedBatch(manager, examples, 25);
                Crew crew = new Crew(1);
                FullBatch alone = new FullBatch(
                        manager,
                        new ShuffledAnswers(split, 3),
                        split.trainRows(),
                        ODD.architecture(),
                        DataType.FLOAT64,
                        25,
                        crew)) {
            double[] losses = batch.losses(manager, stacked);
            assertThat(losses[1])
                    .isNotCloseTo(losses[0], withinPercentage(0.01))
                    .isCloseTo(
                            alone.loss(manager, FlatWeights.of(manager, weights, DataType.FLOAT64)),
                            withinPercentage(1e-9));
        }
    }

    @Test
    void a_row_without_examples_has_neither_loss_nor_gradient() {
        Weights drawn = Libtorch.initialWeights(ODD);
        StackedWeights stacked = stacked(List.of(drawn, drawn), DataType.FLOAT32);
        try (StackedBatch batch =
                new StackedBatch(manager, List.of(examples(ODD), new Examples(task(ODD), new int[0])), 25)) {
            LossesAndGradient result = batch.gradient(manager, stacked);
            assertThat(result.losses()[1]).isZero();
            assertThat(result.gradient().get(1).square().sum().getFloat()).isZero();
            assertThat(result.gradient().get(0).square().sum().getFloat()).isPositive();
        }
    }

    /** What a step computes must go with the step. */
    @Test
    void nothing_is_left_behind_but_the_gradient() {
        StackedWeights stacked = stacked(initial(UNLIKE), DataType.FLOAT32);
        try (StackedBatch batch = batch(UNLIKE, 25);
                NDManager scope = manager.newSubManager()) {
            batch.losses(scope, stacked);
            assertThat(scope.getManagedArrays()).isEmpty();
            LossesAndGradient result = batch.gradient(scope, stacked);
            assertThat(scope.getManagedArrays()).containsExactly(result.gradient());
        }
    }

    private void assertAgreement(
            List<Experiment> runs,
            List<Weights> weights,
            DataType type,
            int chunkSize,
            ToDoubleBiFunction<Weights, Weights> distance) {
        double tolerance = type == DataType.FLOAT64 ? FLOAT64 : FLOAT32;
        StackedWeights stacked = stacked(weights, type);
        try (StackedBatch batch = batch(runs, chunkSize)) {
            LossesAndGradient result = batch.gradient(manager, stacked);
            double[] losses = batch.losses(manager, stacked);
            for (int i = 0; i < runs.size(); i++) {
                Experiment run = runs.get(i);
                FlatWeights alone = FlatWeights.of(manager, weights.get(i), type);
                NaiveGraph graph = new NaiveGraph(manager, task(run), rows(run), type);
                try (Autograd autograd = new Autograd(manager, graph::logits, task(run), rows(run))) {
                    Weights expected =
                            alone.toWeights(autograd.gradient(manager, alone).gradient());
                    Weights actual = alone.toWeights(result.gradient().get(i));
                    assertThat(distance.applyAsDouble(actual, expected))
                            .as(run.name())
                            .isLessThan(tolerance);
                    assertThat(result.losses()[i])
                            .isCloseTo(autograd.loss(manager, alone), withinPercentage(100 * tolerance));
                    assertThat(losses[i]).isCloseTo(result.losses()[i], withinPercentage(1e-10));
                }
            }
        }
    }

    /** The greatest ‖actual − expected‖ / ‖expected‖ of a tensor. */
    private static double ofWorstTensor(Weights actual, Weights expected) {
        return Arrays.stream(WeightName.values())
                .mapToDouble(name -> Math.sqrt(
                        difference(actual, expected, name) / expected.get(name).sumOfSquares()))
                .max()
                .orElseThrow();
    }

    /** The same of all tensors together, for where some have no gradient but rounding. */
    private static double ofTheWhole(Weights actual, Weights expected) {
        double difference = 0;
        double norm = 0;
        for (WeightName name : WeightName.values()) {
            difference += difference(actual, expected, name);
            norm += expected.get(name).sumOfSquares();
        }
        return Math.sqrt(difference / norm);
    }

    private static double difference(Weights actual, Weights expected, WeightName name) {
        return actual.get(name).minus(expected.get(name)).sumOfSquares();
    }

    private StackedWeights stacked(List<Weights> weights, DataType type) {
        Weights first = weights.get(0);
        List<double[]> rows = weights.stream().map(FlatWeights::values).toList();
        return StackedWeights.of(manager, first.p(), first.architecture(), rows, type);
    }

    private StackedBatch batch(List<Experiment> runs, int chunkSize) {
        return new StackedBatch(
                manager, runs.stream().map(StackedBatchTest::examples).toList(), chunkSize);
    }

    private static List<Weights> initial(List<Experiment> runs) {
        return runs.stream().map(Libtorch::initialWeights).toList();
    }

    private static Examples examples(Experiment run) {
        return new Examples(task(run), rows(run));
    }

    private static ModularAddition task(Experiment run) {
        return new ModularAddition(run.task().p());
    }

    private static int[] rows(Experiment run) {
        return Split.of(run).trainRows();
    }

    private static Experiment withFraction(double fraction) {
        return new Experiment(
                "fraction-" + fraction,
                ODD.task().withTrainFraction(fraction),
                ODD.architecture(),
                ODD.optimizer(),
                ODD.schedule(),
                ODD.seeds());
    }

    private static Weights scaled(Weights drawn, WeightName huge) {
        Map<WeightName, Tensor> scaled = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            scaled.put(name, name == huge ? drawn.get(name).map(w -> 20_000 * w) : drawn.get(name));
        }
        return new Weights(scaled);
    }
}
