package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.measure.SweepPoint;
import io.github.grokcheck.measure.Value;
import java.util.List;

/**
 * Several runs that differ in one setting, judged together.
 *
 * @param name shown beside its values
 * @param points the runs
 */
public record SweepSubject(String name, List<SweepPoint> points) implements Subject {
    public SweepSubject {
        points = List.copyOf(points);
    }

    @Override
    public Value value(Measure measure) {
        return measure instanceof SweepMeasure ofSweep
                ? ofSweep.of(points)
                : new Value.Unavailable("several runs have no single model, loss curve or recipe");
    }
}
