package io.github.grokcheck.calibration;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.trajectory.LossCurve;
import java.util.Optional;

/**
 * A model, and where it has one the loss curve that led to it.
 *
 * @param model the model
 * @param losses the curve up to the model's epoch
 * @param series what was recorded up to there
 */
record ControlSubject(CheckpointSubject model, Optional<LossCurve> losses, Optional<RunSeries> series)
        implements Subject {
    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Value value(Measure measure) {
        if (measure instanceof SeriesMeasure ofSeries) {
            return series.map(ofSeries::of).orElseGet(Subject::noSeries);
        }
        return measure instanceof RunMeasure ofRun
                ? losses.map(ofRun::of).orElseGet(() -> new Value.Unavailable("the control has no loss curve"))
                : model.value(measure);
    }
}
