package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.LossCurve.Point;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What can be measured on a run's loss curve. Losses are over all p + 1 outputs, as trained, in nats.
 *
 * <p>The test loss first rises and then falls, so its levels count from its maximum on: a start below a level is no
 * generalisation. Where it only falls, the maximum is the first point, and the rule is a plain "first below".
 */
public enum RunMeasure implements Measure {
    /** When the training set is memorised. */
    EPOCH_TRAIN_MEMORISED(
            "epoch.train-loss-below-0.01",
            Unit.EPOCHS,
            "first epoch with training loss < 0.01",
            curve -> epoch(curve.firstTrainBelow(0.01))),
    /** When the test set is solved. */
    EPOCH_TEST_SOLVED(
            "epoch.test-loss-below-0.01",
            Unit.EPOCHS,
            "first epoch on the test grid, from the test loss's maximum on, with test loss < 0.01",
            curve -> epoch(curve.firstTestBelowAfterPeak(0.01))),
    /** When the test loss falls below one nat. */
    EPOCH_TEST_BELOW_ONE(
            "epoch.test-loss-below-1",
            Unit.EPOCHS,
            "first epoch on the test grid, from the test loss's maximum on, with test loss < 1",
            curve -> epoch(curve.firstTestBelowAfterPeak(1))),
    /** When the test loss falls below a tenth of a nat. */
    EPOCH_TEST_BELOW_TENTH(
            "epoch.test-loss-below-0.1",
            Unit.EPOCHS,
            "first epoch on the test grid, from the test loss's maximum on, with test loss < 0.1",
            curve -> epoch(curve.firstTestBelowAfterPeak(0.1))),
    /** When the training loss is as small as it is on a memorised training set. */
    EPOCH_TRAIN_BELOW_MICRO(
            "epoch.train-loss-below-1e-6",
            Unit.EPOCHS,
            "first epoch with training loss < 1e-6",
            curve -> epoch(curve.firstTrainBelow(1e-6))),
    /** How long the test loss lags behind the training loss. */
    TEST_AFTER_TRAIN(
            "epochs.test-after-train",
            Unit.EPOCHS,
            "epoch.test-loss-below-0.01 less epoch.train-loss-below-0.01",
            RunMeasure::testAfterTrain),
    /** Loss of the initial weights on the training pairs. */
    FIRST_TRAIN_LOSS(
            "run.first-train-loss",
            Unit.NATS,
            "training loss before the first step",
            curve -> loss(curve.points().stream().findFirst().map(Point::train))),
    /** Loss of the initial weights on the test pairs. */
    FIRST_TEST_LOSS(
            "run.first-test-loss",
            Unit.NATS,
            "test loss before the first step",
            curve -> loss(curve.testGrid().stream().findFirst().map(Point::test))),
    /** How long the run is. */
    EPOCHS(
            "run.epochs",
            Unit.EPOCHS,
            "last epoch of the loss curve",
            curve -> curve.points().stream()
                    .reduce((earlier, later) -> later)
                    .<Value>map(point -> new Value.Count(point.epoch()))
                    .orElseGet(RunMeasure::noLoss));

    private final Definition definition;
    private final Function<LossCurve, Value> measurement;

    RunMeasure(String id, Unit unit, String formula, Function<LossCurve, Value> measurement) {
        this.definition = new Definition(id, unit, formula);
        this.measurement = measurement;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Measures a run; {@link Value.Undefined} if a level is never reached or the curve is empty. */
    public Value of(LossCurve curve) {
        return measurement.apply(curve);
    }

    private static Value testAfterTrain(LossCurve curve) {
        OptionalInt train = curve.firstTrainBelow(0.01);
        OptionalInt test = curve.firstTestBelowAfterPeak(0.01);
        return train.isPresent() && test.isPresent()
                ? new Value.Count((long) test.getAsInt() - train.getAsInt())
                : new Value.Undefined("one of the losses never falls that far");
    }

    private static Value epoch(OptionalInt found) {
        return found.isPresent()
                ? new Value.Count(found.getAsInt())
                : new Value.Undefined("the loss never falls that far");
    }

    private static Value loss(Optional<Double> found) {
        return found.map(x -> Value.finite(x, "the loss is not finite")).orElseGet(RunMeasure::noLoss);
    }

    private static Value noLoss() {
        return new Value.Undefined("the loss curve is empty");
    }
}
