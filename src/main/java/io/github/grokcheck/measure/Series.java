package io.github.grokcheck.measure;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.Value.Count;
import io.github.grokcheck.measure.Value.Members;
import io.github.grokcheck.measure.Value.Scalar;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.trajectory.MeasureTable;
import io.github.grokcheck.trajectory.MeasureTable.Row;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * The paper's progress measures along a run: losses, accuracies, restricted and excluded loss, Gini coefficients and the
 * sum of squared weights at every kept checkpoint, with the key frequencies of the last one throughout.
 */
public final class Series {
    /** What is followed, in the order of the table's columns. */
    public static final List<ModelMeasure> FOLLOWED = List.of(
            ModelMeasure.LOSS_ALL,
            ModelMeasure.LOSS_TRAIN,
            ModelMeasure.LOSS_TEST,
            ModelMeasure.ACCURACY_ALL,
            ModelMeasure.ACCURACY_TRAIN,
            ModelMeasure.ACCURACY_TEST,
            ModelMeasure.RESTRICTED_ALL,
            ModelMeasure.RESTRICTED_TRAIN,
            ModelMeasure.EXCLUDED_TRAIN,
            ModelMeasure.EXCLUDED_TRAIN_EACH,
            ModelMeasure.W_E_GINI,
            ModelMeasure.W_L_GINI,
            ModelMeasure.SUM_OF_SQUARES);

    private Series() {}

    /**
     * Measures every kept checkpoint of a run.
     *
     * @param progress is told the number of checkpoints measured so far
     */
    public static MeasureTable along(RecordedRun run, IntConsumer progress) {
        Experiment experiment = run.experiment();
        Split split = Split.of(experiment);
        List<Frequency> keys =
                model(run.last().weights(), split, Optional.empty()).keys();
        List<Row> rows = new ArrayList<>();
        for (int epoch : run.epochs()) {
            rows.add(new Row(epoch, numbers(model(run.checkpoint(epoch).weights(), split, Optional.of(keys)))));
            progress.accept(rows.size());
        }
        return new MeasureTable(columns(keys), rows);
    }

    private static MeasuredModel model(Weights weights, Split split, Optional<List<Frequency>> keys) {
        return new MeasuredModel(weights, Optional.of(split), keys);
    }

    private static List<String> columns(List<Frequency> keys) {
        List<String> columns = new ArrayList<>();
        for (ModelMeasure measure : FOLLOWED) {
            if (measure == ModelMeasure.EXCLUDED_TRAIN_EACH) {
                keys.forEach(key -> columns.add(measure.id() + "[" + key + "]"));
            } else {
                columns.add(measure.id());
            }
        }
        return columns;
    }

    private static List<OptionalDouble> numbers(MeasuredModel model) {
        List<OptionalDouble> numbers = new ArrayList<>();
        for (ModelMeasure measure : FOLLOWED) {
            Value value = measure.of(model);
            if (value instanceof Members members) {
                members.byName().values().forEach(x -> numbers.add(OptionalDouble.of(x)));
            } else {
                numbers.add(number(value));
            }
        }
        return numbers;
    }

    private static OptionalDouble number(Value value) {
        return value instanceof Scalar scalar
                ? OptionalDouble.of(scalar.x())
                : value instanceof Count count ? OptionalDouble.of(count.n()) : OptionalDouble.empty();
    }
}
