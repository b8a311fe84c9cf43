package io.github.grokcheck.cli;

import io.github.grokcheck.sweep.SweepProgress;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.trajectory.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows how far a sweep is: the epochs of all its runs together, those of earlier processes included. */
final class SweepDisplay implements SweepProgress, AutoCloseable {
    private final Map<Path, Integer> epochsDone = new HashMap<>();
    private final ProgressDisplay display;

    /** @param where the runs are trained, in a few words */
    SweepDisplay(Path folder, List<SweepRun> runs, String where, PrintWriter err) {
        runs.forEach(run -> epochsDone.put(run.folder(), RunFolder.reachedEpoch(run.folder())));
        long total = runs.stream()
                .mapToLong(run -> run.experiment().schedule().epochs())
                .sum();
        err.println(folder + ": training " + runs.size() + " runs, " + where + ", from epoch " + done() + " to " + total
                + " in all; interrupted, the same command continues");
        err.flush();
        display = ProgressDisplay.open(runs.size() + " runs", done(), total, err);
    }

    @Override
    public synchronized void reached(SweepRun run, int epochs) {
        epochsDone.put(run.folder(), epochs);
        display.at(done(), "epochs");
    }

    private long done() {
        return epochsDone.values().stream().mapToLong(Integer::longValue).sum();
    }

    @Override
    public synchronized void close() {
        display.close();
    }
}
