package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TestProvenance;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.MeasureTable;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.RunFolder.OptimizerState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of three checkpoints mod 7: all weights 0, and twice at random. */
class SeriesTest {
    private static final int P = 7;
    private static final Experiment RECIPE = new Experiment(
            "tiny",
            new Experiment.Task(P, 0.5),
            TinyModels.SIZES,
            new Experiment.AdamW(1e-3, 1, 0.9, 0.98, 1e-8, 10),
            new Experiment.Schedule(20, 10),
            new Experiment.Seeds(0, 0));

    @TempDir
    Path folder;

    private static Weights zero() {
        Weights shapes = TinyModels.random(P, TinyModels.SIZES, 1);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            tensors.put(name, shapes.get(name).map(x -> 0));
        }
        return new Weights(tensors);
    }

    private RecordedRun run(Weights... byCheckpoint) {
        LossCurve losses = new LossCurve(List.of(new LossCurve.Point(0, 2, 2), new LossCurve.Point(20, 1, 1.5)));
        try (RunFolder run = RunFolder.open(folder, RECIPE, 1000)) {
            for (int i = 0; i < byCheckpoint.length; i++) {
                run.save(
                        new Checkpoint("tiny", 10 * i, byCheckpoint[i]),
                        new OptimizerState(new double[1], new double[1], 1),
                        losses);
            }
            run.finish(losses, TestProvenance.of(RECIPE));
        }
        return RecordedRun.open(folder);
    }

    @Test
    void every_checkpoint_is_measured_with_the_keys_of_the_last_one() {
        Weights middle = TinyModels.random(P, TinyModels.SIZES, 2);
        Weights last = TinyModels.random(P, TinyModels.SIZES, 3);
        MeasuredModel seenByLast = new MeasuredModel(
                middle,
                Optional.of(Split.of(RECIPE)),
                Optional.of(new MeasuredModel(last, Optional.empty(), Optional.empty()).keys()));
        List<Integer> told = new ArrayList<>();

        MeasureTable table = Series.along(run(zero(), middle, last), told::add);

        assertThat(told).containsExactly(1, 2, 3);
        assertThat(table.epochs()).containsExactly(0, 10, 20);
        assertThat(cell(table, "loss.restricted.all", 1))
                .hasValue(Measured.number(ModelMeasure.RESTRICTED_ALL, seenByLast));
        Measured.members(ModelMeasure.EXCLUDED_TRAIN_EACH, seenByLast)
                .forEach((key, loss) -> assertThat(cell(table, "loss.excluded.train.each[" + key + "]", 1))
                        .hasValue(loss));
        assertThat(cell(table, "weights.sum-of-squares.each[W_E]", 2))
                .hasValue(last.get(WeightName.W_E).sumOfSquares());
    }

    @Test
    void a_number_that_a_checkpoint_does_not_have_is_left_empty() {
        MeasureTable table = Series.along(run(zero(), TinyModels.random(P, TinyModels.SIZES, 3)), measured -> {});

        assertThat(cell(table, "gini.W_E", 0)).as("0/0").isEmpty();
        assertThat(cell(table, "gini.W_E", 1)).isPresent();
        assertThat(cell(table, "weights.sum-of-squares", 0)).hasValue(0);
    }

    private static OptionalDouble cell(MeasureTable table, String column, int row) {
        return table.rows().get(row).values().get(table.columns().indexOf(column));
    }
}
