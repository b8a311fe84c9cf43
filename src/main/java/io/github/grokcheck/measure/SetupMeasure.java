package io.github.grokcheck.measure;

import io.github.grokcheck.config.Experiment;
import java.util.function.ToDoubleFunction;

/** What a recipe says, read from the recipe, the split and the shapes it implies. */
public enum SetupMeasure implements Measure {
    /** The modulus. */
    MODULUS(
            "setup.p",
            Unit.COUNT,
            "the modulus p",
            experiment -> experiment.task().p());

    private final String id;
    private final Unit unit;
    private final String formula;
    private final ToDoubleFunction<Experiment> fact;

    SetupMeasure(String id, Unit unit, String formula, ToDoubleFunction<Experiment> fact) {
        this.id = id;
        this.unit = unit;
        this.formula = formula;
        this.fact = fact;
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

    /** Reads the fact off a recipe. */
    public Value of(Experiment experiment) {
        return new Value.Scalar(fact.applyAsDouble(experiment));
    }
}
