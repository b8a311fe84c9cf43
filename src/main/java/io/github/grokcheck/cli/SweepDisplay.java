package io.github.grokcheck.cli;

import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.Sweep;
import io.github.grokcheck.trajectory.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows how far a sweep is: the epochs of all its runs together, those of earlier processes included. */
final class SweepDisplay implements AutoCloseable {
    private final Map<Path, Integer> epochsDone = new HashMap<>();
    private final ProgressDisplay display;

    SweepDisplay(Path folder, List<Sweep.Run> runs, int atOnce, PrintWriter err) {
        runs.forEach(run -> epochsDone.put(run.folder(), RunFolder.reachedEpoch(run.folder())));
        long total = runs.stream()
                .mapToLong(run -> run.experiment().schedule().epochs())
                .sum();
        err.println(folder + ": training " + runs.size() + " runs, " + atOnce + " at once, from epoch " + done()
                + " to " + total + " in all; interrupted, the same command continues");
        err.flush();
        display = ProgressDisplay.open(runs.size() + " runs", done(), total, err);
    }

    /** What one run reports to. */
    Progress of(Sweep.Run run) {
        return (epoch, epochs, loss) -> at(run.folder(), epoch + 1);
    }

    private synchronized void at(Path run, int epochs) {
        epochsDone.put(run, epochs);
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
