package io.github.grokcheck.measure;

import io.github.grokcheck.spectral.Waves;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What is true of arithmetic mod p whatever any model has learnt; computed, not trained. */
public enum MathematicsMeasure implements Measure {
    /** {@link Mathematics#basisOrthonormalityError}. */
    BASIS_ORTHONORMALITY_ERROR(
            "mathematics.basis-orthonormality-error",
            Unit.ONE,
            "max |F·Fᵀ − 1|",
            scalar(Mathematics::basisOrthonormalityError)),
    /** {@link Mathematics#sumDirectionsError}. */
    SUM_DIRECTIONS_ERROR(
            "mathematics.sum-directions-error",
            Unit.ONE,
            "largest deviation of all c_k, s_k from orthonormal waves in a + b",
            scalar(Mathematics::sumDirectionsError)),
    /** {@link Mathematics#projectionCommutesError}. */
    PROJECTION_COMMUTES_ERROR(
            "mathematics.projection-commutes-error",
            Unit.ONE,
            "max |P_k(M·A) − P_k(M)·A|",
            scalar(Mathematics::projectionCommutesError)),
    /** {@link Mathematics#productToSumError}. */
    PRODUCT_TO_SUM_ERROR(
            "mathematics.product-to-sum-error",
            Unit.ONE,
            "largest deviation from the addition theorems of cos w(x+y), sin w(x+y), cos w(x−y)",
            scalar(Mathematics::productToSumError)),
    /** {@link Mathematics#wrongArgmaxCount(int)}. */
    WRONG_ARGMAX_COUNT(
            "mathematics.wrong-argmax-count",
            Unit.COUNT,
            "(k, a, b) for which c = a + b is not the only largest cos(2πk(a+b−c)/p)",
            waves -> new Value.Count(Mathematics.wrongArgmaxCount(waves))),
    /** {@link Mathematics#singleFrequencyGap}. */
    SINGLE_FREQUENCY_GAP(
            "mathematics.single-frequency-gap",
            Unit.ONE,
            "1 − runner-up of cos(2πk(a+b−c)/p), for the k farthest from 1 − cos(2π/p)",
            scalar(Mathematics::singleFrequencyGap)),
    /** {@link Mathematics#relativeGap}. */
    FIVE_FREQUENCY_GAP(
            "mathematics.five-frequency-gap",
            Unit.ONE,
            "(top − runner-up) ÷ top of Σ cos(2πkd/p), k = 14, 35, 41, 42, 52",
            fiveFrequencies(waves -> Mathematics.relativeGap(waves, PaperKeys.LIST))),
    /** {@link Mathematics#runnerUp}. */
    FIVE_FREQUENCY_RUNNER_UP(
            "mathematics.five-frequency-runner-up",
            Unit.ONE,
            "largest Σ cos(2πkd/p) over d ≠ 0, k = 14, 35, 41, 42, 52",
            fiveFrequencies(waves -> Mathematics.runnerUp(waves, PaperKeys.LIST))),
    /** Loss of the uniform guess. */
    UNIFORM_LOSS("mathematics.uniform-loss", Unit.NATS, "ln p", scalar(waves -> Math.log(waves.p()))),
    /** Accuracy of a guess at random. */
    CHANCE_ACCURACY("mathematics.chance-accuracy", Unit.FRACTION, "1 ÷ p", scalar(waves -> 1.0 / waves.p())),
    /** {@link Mathematics#decompositionError}. */
    DECOMPOSITION_ERROR(
            "mathematics.decomposition-error",
            Unit.LOGITS,
            "max |R + E − L − mean(L)|, R and E the restricted and excluded logits",
            scalar(Mathematics::decompositionError));

    private final Definition definition;
    private final Function<Waves, Value> computation;

    MathematicsMeasure(String id, Unit unit, String formula, Function<Waves, Value> computation) {
        this.definition = new Definition(id, unit, formula);
        this.computation = computation;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /**
     * Computes the value for a modulus.
     *
     * @param p odd, at least 3
     * @return {@link Value.Undefined} if the measure names frequencies that p does not have
     */
    public Value of(int p) {
        return of(Waves.exact(p));
    }

    /** The same with other waves in the place of cosine and sine: what the check finds where the theorem is false. */
    public Value of(Waves waves) {
        return computation.apply(waves);
    }

    private static Function<Waves, Value> scalar(ToDoubleFunction<Waves> number) {
        return waves -> new Value.Scalar(number.applyAsDouble(waves));
    }

    private static Function<Waves, Value> fiveFrequencies(ToDoubleFunction<Waves> number) {
        return waves -> PaperKeys.HIGHEST <= (waves.p() - 1) / 2
                ? new Value.Scalar(number.applyAsDouble(waves))
                : new Value.Undefined("p = " + waves.p() + " has no frequency " + PaperKeys.HIGHEST);
    }

    /** The key frequencies of the authors' run; in a class of its own, because constants come before an enum's fields. */
    private static final class PaperKeys {
        static final int HIGHEST = 52;
        static final List<Integer> LIST = List.of(14, 35, 41, 42, HIGHEST);
    }
}
