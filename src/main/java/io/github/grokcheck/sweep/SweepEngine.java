package io.github.grokcheck.sweep;

import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.TrainerFactory;
import java.util.List;
import java.util.Map;

/** Trains the runs of a sweep. Where it does so changes neither the folders nor the bits in them. */
@FunctionalInterface
public interface SweepEngine {
    /**
     * Trains every run, or continues it where its folder's newest checkpoint left off. A run that fails does not stop the
     * others.
     *
     * @param trainers makes whoever trains, wherever that is
     * @return what went wrong, by run, in the order of the runs; empty when all are trained
     */
    Map<SweepRun, Throwable> train(List<SweepRun> runs, TrainerFactory trainers, SweepProgress progress);
}
