package io.github.grokcheck.measure;

import java.util.function.IntToDoubleFunction;

/** What is true of arithmetic mod p whatever any model has learnt; computed, not trained. */
public enum MathematicsMeasure implements Measure {
    /** Loss of the uniform guess. */
    UNIFORM_LOSS("mathematics.uniform-loss", Unit.NATS, "ln p", Math::log);

    private final String id;
    private final Unit unit;
    private final String formula;
    private final IntToDoubleFunction computation;

    MathematicsMeasure(String id, Unit unit, String formula, IntToDoubleFunction computation) {
        this.id = id;
        this.unit = unit;
        this.formula = formula;
        this.computation = computation;
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

    /** Computes the value for a modulus. */
    public Value of(int p) {
        return new Value.Scalar(computation.applyAsDouble(p));
    }
}
