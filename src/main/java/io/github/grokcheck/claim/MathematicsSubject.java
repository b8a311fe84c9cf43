package io.github.grokcheck.claim;

import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;

/**
 * Arithmetic modulo p, which no training changes.
 *
 * @param p the modulus
 */
public record MathematicsSubject(int p) implements Subject {
    @Override
    public String name() {
        return "arithmetic mod " + p;
    }

    @Override
    public Value value(Measure measure) {
        return measure instanceof MathematicsMeasure mathematics
                ? mathematics.of(p)
                : new Value.Unavailable("it needs a model or a run");
    }
}
