package io.github.grokcheck.measure;

import java.util.function.Function;

/** What can be measured on one model's weights, most of it with the help of the train/test split. */
public enum ModelMeasure implements Measure {
    /** Cross-entropy over all pairs. */
    LOSS_ALL("loss.all", Unit.NATS, "CE(L, all)", false, model -> new Value.Scalar(0));

    private final String id;
    private final Unit unit;
    private final String formula;
    private final boolean needsSplit;
    private final Function<MeasuredModel, Value> measurement;

    ModelMeasure(String id, Unit unit, String formula, boolean needsSplit, Function<MeasuredModel, Value> measurement) {
        this.id = id;
        this.unit = unit;
        this.formula = formula;
        this.needsSplit = needsSplit;
        this.measurement = measurement;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Unit unit() {
        return unit;
    }

    @Override
    public String formula() {
        return formula;
    }

    /** Whether the measure exists only where the split is known. */
    public boolean needsSplit() {
        return needsSplit;
    }

    /** Measures a model; {@link Value.Unavailable} where a split is needed and not known. */
    public Value of(MeasuredModel model) {
        return needsSplit && model.split().isEmpty()
                ? new Value.Unavailable("the train/test split is not known")
                : measurement.apply(model);
    }
}
