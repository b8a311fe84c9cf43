package io.github.grokcheck.claim;

import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.Value;
import java.util.Optional;

/** Something that claims are judged on: a run, a lone checkpoint, or mathematics itself. */
public interface Subject {
    /** The name shown beside its values, for instance {@code mainline-seed0}. */
    String name();

    /**
     * What tells independent evidence apart: numerical twins, trainings of one recipe that differ in rounding alone, have
     * one seed between them.
     */
    default String seed() {
        return name();
    }

    /** The same subject with the key frequencies of another rule; itself where the rule makes no difference. */
    default Subject under(KeyRule rule) {
        return this;
    }

    /** What was recorded along the run that led to it; empty where nothing was. */
    default Optional<RunSeries> series() {
        return Optional.empty();
    }

    /** The same subject at an earlier moment of its run. */
    default Subject at(Moment moment) {
        return moment instanceof Moment.Last ? this : new SubjectAt(this, moment);
    }

    /** What a measure of the recorded series is where there is none. */
    static Value noSeries() {
        return new Value.Unavailable("nothing was recorded along the run; `grokcheck series RUN` does it");
    }

    /** Measures it, once; {@link Value.Unavailable} where this kind of subject cannot answer. */
    Value value(Measure measure);
}
