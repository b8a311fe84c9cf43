package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.training.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Shows how far a sweep is: all its runs' epochs together. */
final class SweepDisplay implements AutoCloseable {
    private final long total;
    private final String title;
    private final PrintWriter err;
    private final Map<String, Integer> epochsDone = new ConcurrentHashMap<>();
    private @Nullable ProgressDisplay display;
    private long continuedFrom;

    SweepDisplay(Path folder, List<Experiment> recipes, int atOnce, PrintWriter err) {
        this.err = err;
        total = recipes.stream().mapToLong(each -> each.schedule().epochs()).sum();
        title = recipes.size() + " runs";
        err.println(folder + ": training " + recipes.size() + " runs, " + atOnce + " at once, " + total
                + " epochs in all; interrupted, the same command continues");
        err.flush();
    }

    /** What one run reports to. */
    Progress of(Experiment experiment) {
        return (epoch, epochs, loss) -> at(experiment.name(), epoch);
    }

    private synchronized void at(String run, int epoch) {
        @Nullable Integer before = epochsDone.put(run, epoch + 1);
        if (before == null) {
            continuedFrom += epoch;
        }
        if (display == null) {
            display = ProgressDisplay.open(title, continuedFrom, total, err);
        }
        long done = epochsDone.values().stream().mapToLong(Integer::longValue).sum();
        display.at(done, epochsDone.size() + " begun");
    }

    @Override
    public synchronized void close() {
        if (display != null) {
            display.close();
        }
    }
}
