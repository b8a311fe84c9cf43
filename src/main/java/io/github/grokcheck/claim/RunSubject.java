package io.github.grokcheck.claim;

import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.SetupMeasure;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A finished run: its last checkpoint, its loss curve and its recipe. Each file is read when first asked for. */
public final class RunSubject implements Subject {
    private final RecordedRun run;
    private @Nullable CheckpointSubject last;
    private @Nullable LossCurve losses;
    private @Nullable Optional<RunSeries> series;

    /** @param run where the files are */
    public RunSubject(RecordedRun run) {
        this.run = run;
    }

    /** The run. */
    public RecordedRun run() {
        return run;
    }

    @Override
    public String name() {
        return run.name();
    }

    @Override
    public String seed() {
        return run.experiment().twinKey();
    }

    /** The run as its last checkpoint; no measure of a recipe or a loss curve depends on key frequencies. */
    @Override
    public Subject under(KeyRule rule) {
        if (run.epochs().isEmpty()) {
            return this;
        }
        Subject other = last().under(rule);
        return other == last() ? this : new UnderRule(this, other);
    }

    /** A run whose model is seen with other key frequencies. */
    private record UnderRule(RunSubject run, Subject model) implements Subject {
        @Override
        public String name() {
            return run.name();
        }

        @Override
        public String seed() {
            return run.seed();
        }

        /** None: the series was recorded with the key frequencies of {@link KeyRule#W_L}. */
        @Override
        public Optional<RunSeries> series() {
            return Optional.empty();
        }

        @Override
        public Value value(Measure measure) {
            return measure instanceof ModelMeasure ? model.value(measure) : run.value(measure);
        }
    }

    @Override
    public Value value(Measure measure) {
        if (measure instanceof RunMeasure ofRun) {
            return ofRun.of(losses());
        }
        if (measure instanceof SeriesMeasure ofSeries) {
            return series().map(ofSeries::of).orElseGet(Subject::noSeries);
        }
        if (measure instanceof SweepMeasure) {
            return new Value.Unavailable("one run cannot be compared with itself");
        }
        if (measure instanceof SetupMeasure ofRecipe) {
            return ofRecipe.of(run.experiment());
        }
        return run.epochs().isEmpty()
                ? new Value.Unavailable("the run is kept without checkpoints")
                : last().value(measure);
    }

    @Override
    public synchronized Optional<RunSeries> series() {
        Optional<RunSeries> known = series == null
                ? run.measures()
                        .map(table ->
                                new RunSeries(table, run.experiment().task().p()))
                : series;
        series = known;
        return known;
    }

    /** Losses along the run. */
    public synchronized LossCurve losses() {
        LossCurve known = losses == null ? run.losses() : losses;
        losses = known;
        return known;
    }

    /** The run's last checkpoint. */
    public synchronized CheckpointSubject last() {
        CheckpointSubject known = last == null
                ? new CheckpointSubject(run.name(), run.last().weights(), Optional.of(Split.of(run.experiment())))
                : last;
        last = known;
        return known;
    }
}
