package io.github.grokcheck.claim;

import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SetupMeasure;
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
        return measure instanceof SetupMeasure ofRecipe ? ofRecipe.of(run.experiment()) : last().value(measure);
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
