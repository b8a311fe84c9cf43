package io.github.grokcheck.calibration;

import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.spectral.Waves;

/**
 * Arithmetic with waves that are none.
 *
 * @param p the modulus
 */
record PerturbedMathematics(int p) implements Subject {
    @Override
    public String name() {
        return "perturbed-waves";
    }

    @Override
    public Value value(Measure measure) {
        return measure instanceof MathematicsMeasure mathematics
                ? mathematics.of(Waves.perturbed(p))
                : new Value.Unavailable("it needs a model or a run");
    }
}
