package io.github.grokcheck.measure;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.Value.Members;
import io.github.grokcheck.measure.Value.Scalar;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.trajectory.MeasureTable;
import io.github.grokcheck.trajectory.MeasureTable.Row;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

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
            ModelMeasure.EXCLUDED_TRAIN_EVERY,
            ModelMeasure.EXCLUDED_TRAIN_EACH,
            ModelMeasure.W_E_GINI,
            ModelMeasure.W_L_GINI,
            ModelMeasure.SUM_OF_SQUARES,
            ModelMeasure.SUM_OF_SQUARES_EACH);

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
        Set<String> columns = new LinkedHashSet<>();
        List<Map<String, Double>> numbers = new ArrayList<>();
        for (int epoch : run.epochs()) {
            numbers.add(numbers(model(run.checkpoint(epoch).weights(), split, Optional.of(keys))));
            columns.addAll(numbers.get(numbers.size() - 1).keySet());
            progress.accept(numbers.size());
        }
        return table(run.epochs(), List.copyOf(columns), numbers);
    }

    private static MeasuredModel model(Weights weights, Split split, Optional<List<Frequency>> keys) {
        return new MeasuredModel(weights, Optional.of(split), keys);
    }

    private static MeasureTable table(List<Integer> epochs, List<String> columns, List<Map<String, Double>> numbers) {
        return new MeasureTable(
                columns,
                IntStream.range(0, epochs.size())
                        .mapToObj(i -> new Row(
                                epochs.get(i),
                                columns.stream()
                                        .map(column -> Optional.ofNullable(
                                                        numbers.get(i).get(column))
                                                .map(OptionalDouble::of)
                                                .orElseGet(OptionalDouble::empty))
                                        .toList()))
                        .toList());
    }

    /** By column: a measure's id, with the member in brackets where it has members. */
    private static Map<String, Double> numbers(MeasuredModel model) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (ModelMeasure measure : FOLLOWED) {
            Value value = measure.of(model);
            if (value instanceof Members members) {
                members.byName().forEach((name, x) -> numbers.put(measure.id() + "[" + name + "]", x));
            } else if (value instanceof Scalar scalar) {
                numbers.put(measure.id(), scalar.x());
            }
        }
        return numbers;
    }
}
