package io.github.grokcheck.measure;

import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What can be measured on the numbers recorded along a run. Every measure that names a phase is undefined on a run without
 * the three phases of {@link Phases}.
 */
public enum SeriesMeasure implements Measure {
    /** {@link Phases#memorisationEnds}. */
    MEMORISATION_ENDS(
            "epoch.memorisation-ends",
            Unit.EPOCHS,
            "argmin of loss.excluded.train before cleanup begins",
            boundary(Phases::memorisationEnds)),
    /** {@link Phases#cleanupBegins}. */
    CLEANUP_BEGINS(
            "epoch.cleanup-begins",
            Unit.EPOCHS,
            "first checkpoint from the maximum of loss.test on with loss.test < ln p",
            boundary(Phases::cleanupBegins)),
    /** {@link Phases#cleanupEnds}. */
    CLEANUP_ENDS(
            "epoch.cleanup-ends",
            Unit.EPOCHS,
            "first checkpoint from which on loss.test <= e x its median over the last tenth of the checkpoints",
            boundary(Phases::cleanupEnds)),
    /** {@link Trends#low}. */
    TREND_MEMORISATION_LOW(Phase.MEMORISATION, "low", Trends::low),
    /** {@link Trends#high}. */
    TREND_MEMORISATION_HIGH(Phase.MEMORISATION, "high", Trends::high),
    /** {@link Trends#low}. */
    TREND_CIRCUIT_FORMATION_LOW(Phase.CIRCUIT_FORMATION, "low", Trends::low),
    /** {@link Trends#high}. */
    TREND_CIRCUIT_FORMATION_HIGH(Phase.CIRCUIT_FORMATION, "high", Trends::high),
    /** {@link Trends#low}. */
    TREND_CLEANUP_LOW(Phase.CLEANUP, "low", Trends::low),
    /** {@link Trends#high}. */
    TREND_CLEANUP_HIGH(Phase.CLEANUP, "high", Trends::high),
    /** {@link Trends#monotonicity}. */
    MONOTONICITY_CIRCUIT_FORMATION(
            "monotonicity.circuit-formation",
            Unit.ONE,
            "Kendall's τ of epoch and quantity over the phase's checkpoints",
            series -> Trends.monotonicity(series, Phase.CIRCUIT_FORMATION)),
    /** {@link Trends#sharpness}. */
    SHARPNESS_CLEANUP(
            "sharpness.cleanup",
            Unit.FRACTION,
            "|s_cleanup| ÷ (|s_cleanup| + |s_circuit|), Theil-Sen slopes as drawn in figure 7",
            series -> Trends.sharpness(series, Phase.CLEANUP, Phase.CIRCUIT_FORMATION)),
    /** {@link Transitions#restrictedBelowOne}. */
    RESTRICTED_BELOW_ONE(
            "epoch.restricted-loss-below-1",
            Unit.EPOCHS,
            "first checkpoint with loss.restricted.all < 1",
            Transitions::restrictedBelowOne),
    /** {@link Transitions#excludedAboveUniform}. */
    EXCLUDED_ABOVE_UNIFORM(
            "epoch.excluded-loss-above-uniform",
            Unit.EPOCHS,
            "first checkpoint after memorisation with loss.excluded.train > ln p",
            Transitions::excludedAboveUniform),
    /** {@link Transitions#testPeakAfterExcludedMinimum}. */
    TEST_PEAK_AFTER_EXCLUDED_MINIMUM(
            "epochs.excluded-minimum-to-test-peak",
            Unit.EPOCHS,
            "argmax of loss.test less argmin of loss.excluded.train",
            Transitions::testPeakAfterExcludedMinimum),
    /** {@link Transitions#share}. */
    TRANSITION_SHARE(
            "transition.share-of-run",
            Unit.FRACTION,
            "epochs from loss.test < ln p to loss.test < 0.01, ÷ epochs to loss.test < 0.01",
            Transitions::share),
    /** {@link Transitions#steepestStep}. */
    STEEPEST_STEP(
            "steepest-step.relative",
            Unit.ONE,
            "max |Δ ln x| between checkpoints, memorisation's end to cleanup's end, ÷ the same of loss.test",
            Transitions::steepestStep),
    /** {@link Transitions#lead}. */
    LEAD(
            "epochs.lead",
            Unit.EPOCHS,
            "epoch where loss.test is half-way from memorisation's end to its final level, less that of the measure",
            Transitions::lead),
    /** {@link Transitions#inflectionDistance}. */
    INFLECTION_DISTANCE(
            "epochs.to-inflection-of-weights",
            Unit.EPOCHS,
            "epochs from a phase's end to the nearest sign change of the smoothed second derivative of Σ w²",
            Transitions::inflectionDistance),
    /** {@link Transitions#distanceFromPublished}. */
    DISTANCE_FROM_PUBLISHED(
            "curves.distance-from-published",
            Unit.ONE,
            "median over the published epochs of |ln(x ÷ published x)|",
            Transitions::distanceFromPublished);

    private final Definition definition;
    private final Function<RunSeries, Value> measurement;

    SeriesMeasure(String id, Unit unit, String formula, Function<RunSeries, Value> measurement) {
        this.definition = new Definition(id, unit, formula);
        this.measurement = measurement;
    }

    SeriesMeasure(Phase phase, String end, TrendOf trend) {
        this(
                "trend." + phase.word() + "." + end,
                Unit.ONE,
                end
                        + " end of the 95 % interval of the Theil-Sen slope over the phase x its length; of ln x for losses,"
                        + " of x ÷ its range over the run for the rest",
                series -> trend.of(series, phase));
    }

    @FunctionalInterface
    private interface TrendOf {
        Value of(RunSeries series, Phase phase);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Measures a run. */
    public Value of(RunSeries series) {
        return measurement.apply(series);
    }

    private static Function<RunSeries, Value> boundary(ToIntFunction<Phases> boundary) {
        return series -> series.phases()
                .<Value>map(phases -> new Value.Count(boundary.applyAsInt(phases)))
                .orElseGet(() -> new Value.Undefined("the run shows no three phases"));
    }
}
