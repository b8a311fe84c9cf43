package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.config.Experiment.Seeds;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.djl.StackedAdamW.At;
import io.github.grokcheck.model.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A row of the stacked optimizer against the optimizer of a single run. */
class StackedAdamWTest {
    /** Relative, of the weights' change: what float32 leaves open after thirty steps. */
    private static final double TOLERANCE = 1e-4;

    private static final int STEPS = 30;

    /** Each in a setting of its own, and at another step. */
    private static final List<At> ROWS = List.of(
            new At(new Experiment.AdamW(1e-3, 1, 0.9, 0.98, 1e-8, 10), 0),
            new At(new Experiment.AdamW(1e-2, 0, 0.9, 0.98, 1e-8, 10), 5),
            new At(new Experiment.AdamW(1e-3, 1, 0.5, 0.98, 1e-8, 0), 1000),
            new At(new Experiment.AdamW(1e-3, 1, 0.9, 0.7, 1e-8, 0), 2),
            new At(new Experiment.AdamW(1e-3, 3, 0.9, 0.98, 1, 100), 40));

    private static final Experiment TINY = new Experiment(
            "tiny",
            new Task(7, 0.6),
            new Architecture(8, 2, 4, 16),
            ROWS.get(0).settings(),
            new Schedule(60, 20),
            new Seeds(0, 0));

    private final NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void each_row_takes_the_steps_of_its_own_settings() {
        Weights initial = Libtorch.initialWeights(TINY);
        List<Alone> alone = ROWS.stream().map(row -> alone(row, initial)).toList();
        StackedWeights stacked = StackedWeights.of(
                manager,
                7,
                TINY.architecture(),
                ROWS.stream().map(row -> FlatWeights.values(initial)).toList(),
                DataType.FLOAT32);
        StackedAdamW together = new StackedAdamW(
                manager.zeros(stacked.flat().getShape()),
                manager.zeros(stacked.flat().getShape()));
        for (int step = 0; step < STEPS; step++) {
            int taken = step;
            NDArray gradient = manager.randomNormal(stacked.flat().getShape());
            List<At> now = ROWS.stream()
                    .map(row -> new At(row.settings(), row.step() + taken))
                    .toList();
            together.update(manager, stacked, gradient, now);
            for (int row = 0; row < ROWS.size(); row++) {
                alone.get(row)
                        .optimizer()
                        .update(gradient.get(row), now.get(row).step());
            }
        }
        for (int row = 0; row < ROWS.size(); row++) {
            double[] expected = Libtorch.toDoubles(alone.get(row).weights().flat());
            assertThat(distance(Libtorch.toDoubles(stacked.flat().get(row)), expected)
                            / distance(expected, FlatWeights.values(initial)))
                    .as("row " + row)
                    .isLessThan(TOLERANCE);
        }
    }

    private record Alone(FlatWeights weights, AdamW optimizer) {}

    private Alone alone(At row, Weights initial) {
        FlatWeights weights = FlatWeights.of(manager, initial, DataType.FLOAT32);
        return new Alone(
                weights,
                new AdamW(
                        row.settings(),
                        weights,
                        manager.zeros(weights.flat().getShape()),
                        manager.zeros(weights.flat().getShape()),
                        new Crew(1)));
    }

    private static double distance(double[] left, double[] right) {
        return Math.sqrt(IntStream.range(0, left.length)
                .mapToDouble(i -> Math.pow(left[i] - right[i], 2))
                .sum());
    }
}
