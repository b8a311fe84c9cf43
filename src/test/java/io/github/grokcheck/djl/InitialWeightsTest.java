package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The initial weights are the authors'. Oracles: for seed 0 an emulation of PyTorch's generator that matches the figures
 * of their mainline run, for seed 1 the first losses stored in the runs they released.
 */
class InitialWeightsTest {
    private static final ModularAddition TASK = new ModularAddition(113);

    @ParameterizedTest
    @CsvSource({
        "W_E, 115.445",
        "W_POS, 2.960",
        "W_K, 126.835",
        "W_Q, 127.688",
        "W_V, 126.886",
        "W_O, 129.086",
        "W_IN, 512.155",
        "B_IN, 0",
        "W_OUT, 513.269",
        "B_OUT, 0",
        "W_U, 129.054"
    })
    void sums_of_squares_of_seed_0(WeightName name, double expected) {
        assertThat(seeded(0).get(name).sumOfSquares()).isCloseTo(expected, within(5e-4));
    }

    @Test
    void sum_of_squares_of_all_tensors_of_seed_0() {
        Weights weights = seeded(0);
        double sum = Arrays.stream(WeightName.values())
                .mapToDouble(name -> weights.get(name).sumOfSquares())
                .sum();
        assertThat(sum).isCloseTo(1783.378, within(5e-4));
    }

    @ParameterizedTest
    @CsvSource({"0, 4.764052, 4.768347", "1, 4.776912, 4.767726"})
    void first_losses(long seed, double train, double test) {
        Split split = Split.random(TASK, 0.3, seed);
        assertThat(loss(seeded(seed), split.trainRows())).isCloseTo(train, within(5e-7));
        assertThat(loss(seeded(seed), split.testRows())).isCloseTo(test, within(5e-7));
    }

    private static Weights seeded(long seed) {
        Experiment experiment = Recipes.find("mainline").withSeed(seed);
        return Libtorch.initialWeights(experiment);
    }

    private static double loss(Weights weights, int[] rows) {
        try (NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());
                Crew crew = new Crew(1);
                FullBatch batch =
                        new FullBatch(manager, TASK, rows, weights.architecture(), DataType.FLOAT32, 960, crew)) {
            return batch.loss(manager, FlatWeights.of(manager, weights, DataType.FLOAT32));
        }
    }
}
