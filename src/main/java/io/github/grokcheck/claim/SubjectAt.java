package io.github.grokcheck.claim;

import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Phases;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.Value;
import java.util.Optional;

/**
 * A run as it was at a moment before its end: what was recorded of its model there, with the key frequencies of the last
 * checkpoint, and everything else as of the whole run.
 *
 * @param run the whole run
 * @param moment when to look
 */
record SubjectAt(Subject run, Moment moment) implements Subject {
    @Override
    public String name() {
        return run.name();
    }

    @Override
    public String seed() {
        return run.seed();
    }

    @Override
    public Subject under(KeyRule rule) {
        Subject other = run.under(rule);
        return other.equals(run) ? this : new SubjectAt(other, moment);
    }

    @Override
    public Value value(Measure measure) {
        return measure instanceof ModelMeasure ofModel
                ? run.series().map(series -> recorded(series, ofModel)).orElseGet(Subject::noSeries)
                : run.value(measure);
    }

    private Value recorded(RunSeries series, ModelMeasure measure) {
        Optional<double[]> recorded = series.of(measure);
        if (recorded.isEmpty()) {
            return new Value.Unavailable(measure.id() + " was not recorded along the run");
        }
        if (moment instanceof Moment.EndOf && series.phases().isEmpty()) {
            return new Value.Undefined("the run shows no three phases");
        }
        int index = series.index(epoch(series));
        return index < 0
                ? new Value.Unavailable("nothing was recorded at epoch " + epoch(series))
                : new Value.Scalar(recorded.get()[index]);
    }

    private int epoch(RunSeries series) {
        if (moment instanceof Moment.Epoch at) {
            return at.epoch();
        }
        Optional<Phases> phases = series.phases();
        return moment instanceof Moment.EndOf of && phases.isPresent()
                ? phases.get().end(of.phase())
                : series.epochs()[series.epochs().length - 1];
    }
}
