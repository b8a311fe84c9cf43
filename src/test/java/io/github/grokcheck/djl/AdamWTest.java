package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.config.Recipes;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private static final Experiment MAINLINE = Recipes.find("mainline");
    private static final Experiment TINY = new Experiment(
            "tiny",
            new Task(3, 0.5),
            new Architecture(2, 1, 2, 2),
            MAINLINE.optimizer(),
            MAINLINE.schedule(),
            MAINLINE.seeds());

    @Test
    void threads_do_not_change_a_bit() {
        float[] alone = updated(MAINLINE, 1);
        assertThat(alone).isNotEqualTo(updated(MAINLINE, 1, 0));
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(updated(MAINLINE, threads)).as(threads + " threads").isEqualTo(alone);
        }
    }

    @Test
    void more_threads_than_whole_vectors_leave_some_without_work() {
        assertThat(updated(TINY, 40)).isEqualTo(updated(TINY, 1));
    }

    private static float[] updated(Experiment recipe, int threads) {
        return updated(recipe, threads, 5);
    }

    private static float[] updated(Experiment recipe, int threads, int steps) {
        try (NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());
                Crew crew = new Crew(threads)) {
            FlatWeights weights = FlatWeights.of(manager, Libtorch.initialWeights(recipe), DataType.FLOAT32);
            Shape shape = weights.flat().getShape();
            AdamW optimizer = new AdamW(recipe.optimizer(), weights, manager.zeros(shape), manager.zeros(shape), crew);
            for (int step = 0; step < steps; step++) {
                try (NDManager scope = manager.newSubManager()) {
                    NDArray gradient = weights.flat().duplicate().muli(0.1 * (step + 1));
                    gradient.attach(scope);
                    optimizer.update(gradient, step);
                }
            }
            return weights.flat().toFloatArray();
        }
    }
}
