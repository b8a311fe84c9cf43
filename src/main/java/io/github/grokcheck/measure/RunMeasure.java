package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.LossCurve;
import java.util.OptionalInt;
import java.util.function.Function;

/** What can be measured on a run's loss curve. Losses are over all p + 1 outputs, as trained. */
public enum RunMeasure implements Measure {
    /** When the training set is memorised. */
    EPOCH_TRAIN_MEMORISED(
            "epoch.train-loss-below-0.01",
            "first epoch with training loss < 0.01",
            curve -> curve.firstTrainBelow(0.01)),
    /** When the test set is solved. */
    EPOCH_TEST_SOLVED(
            "epoch.test-loss-below-0.01",
            "first epoch on the test grid with test loss < 0.01",
            curve -> curve.firstTestBelow(0.01)),
    /** When the test loss falls below one nat. */
    EPOCH_TEST_BELOW_ONE(
            "epoch.test-loss-below-1",
            "first epoch on the test grid from the loss's maximum on with test loss < 1",
            curve -> curve.firstTestBelow(1));

    private final String id;
    private final String formula;
    private final Function<LossCurve, OptionalInt> epoch;

    RunMeasure(String id, String formula, Function<LossCurve, OptionalInt> epoch) {
        this.id = id;
        this.formula = formula;
        this.epoch = epoch;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Unit unit() {
        return Unit.EPOCHS;
    }

    @Override
    public String formula() {
        return formula;
    }

    /** Measures a run; {@link Value.Undefined} if the level is never reached. */
    public Value of(LossCurve curve) {
        OptionalInt found = epoch.apply(curve);
        return found.isPresent()
                ? new Value.Count(found.getAsInt())
                : new Value.Undefined("the loss never falls that far");
    }
}
