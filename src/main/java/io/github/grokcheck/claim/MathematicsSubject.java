package io.github.grokcheck.claim;

import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.spectral.Waves;

/**
 * Arithmetic modulo p, which no training changes.
 *
 * @param name shown beside its values
 * @param waves cosine and sine mod p, or what takes their place
 */
public record MathematicsSubject(String name, Waves waves) implements Subject {
    /** True arithmetic. */
    public MathematicsSubject(int p) {
        this("arithmetic mod " + p, Waves.exact(p));
    }

    @Override
    public Value value(Measure measure) {
        return measure instanceof MathematicsMeasure mathematics
                ? mathematics.of(waves)
                : new Value.Unavailable("it needs a model or a run");
    }
}
