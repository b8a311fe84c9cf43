package io.github.grokcheck.sweep;

import io.github.grokcheck.training.SweepRun;

/** Is told how a sweep goes, from several threads. */
@FunctionalInterface
public interface SweepProgress {
    /** So many epochs of a run are done, those of earlier processes included. */
    void reached(SweepRun run, int epochs);
}
