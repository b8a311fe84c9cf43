package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.MeasureTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The curves that the paper's authors published of the run they analysed, in the form of a recorded series:
 * {@code fixtures/reference/mainline-curves.csv}.
 */
public final class PublishedCurves {
    /** The modulus of the authors' run. */
    public static final int P = 113;

    /** Our column, and theirs: figure and series. */
    private static final Map<String, String> COLUMNS = columns();

    private static final MeasureTable TABLE = read();

    private PublishedCurves() {}

    /** The curves; epochs at which one of them has no point are left out. */
    public static MeasureTable table() {
        return TABLE;
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(ModelMeasure.LOSS_TRAIN.id(), "trig_loss,train_loss");
        columns.put(ModelMeasure.LOSS_TEST.id(), "trig_loss,test_loss");
        columns.put(ModelMeasure.RESTRICTED_ALL.id(), "trig_loss,trig_loss");
        columns.put(ModelMeasure.RESTRICTED_TRAIN.id(), "trig_loss,trig_loss_train");
        columns.put(ModelMeasure.EXCLUDED_TRAIN.id(), "excluded_loss_2D_full,excl_full");
        // The figure calls it the loss without the key frequencies; with every frequency removed ours goes through it.
        columns.put(ModelMeasure.EXCLUDED_TRAIN_EVERY.id(), "excluded_loss_2D_full,excl_full");
        columns.put(ModelMeasure.SUM_OF_SQUARES.id(), "sum_sq_weight_total,c0");
        for (int key : List.of(14, 35, 41, 42, 52)) {
            columns.put(ModelMeasure.EXCLUDED_TRAIN_EACH.id() + "[" + key + "]", "excluded_loss_2D_key,excl-" + key);
        }
        return columns;
    }

    private static MeasureTable read() {
        Map<String, Map<Integer, Double>> published = new HashMap<>();
        ReferenceTable.read("mainline-curves.csv")
                .rows()
                .forEach(cells -> published
                        .computeIfAbsent(cells.get(0) + "," + cells.get(1), curve -> new TreeMap<>())
                        .put(Integer.valueOf(cells.get(2)), Double.valueOf(cells.get(3))));
        List<Map<Integer, Double>> curves = COLUMNS.values().stream()
                .map(curve -> Objects.requireNonNull(published.get(curve), curve))
                .toList();
        List<MeasureTable.Row> rows = new ArrayList<>();
        for (int epoch : curves.get(0).keySet()) {
            if (curves.stream().allMatch(curve -> curve.containsKey(epoch))) {
                rows.add(new MeasureTable.Row(
                        epoch,
                        curves.stream()
                                .map(curve -> OptionalDouble.of(Objects.requireNonNull(curve.get(epoch))))
                                .toList()));
            }
        }
        return new MeasureTable(List.copyOf(COLUMNS.keySet()), rows);
    }
}
