package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.training.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a training's progress, and says after an interruption that nothing is lost. */
final class TrainingDisplay implements Progress, AutoCloseable {
    private final Experiment experiment;
    private final Path folder;
    private final PrintWriter err;
    private final Thread farewell = new Thread(this::sayFarewell);
    private @Nullable ProgressDisplay display;
    private int start;
    private volatile int reached;

    TrainingDisplay(Experiment experiment, Path folder, PrintWriter err) {
        this.experiment = experiment;
        this.folder = folder;
        this.err = err;
    }

    @Override
    public void epoch(int epoch, int epochs, double trainLoss) {
        ProgressDisplay shown = display == null ? open(epoch, epochs) : display;
        display = shown;
        reached = epoch;
        shown.at(epoch + 1L, String.format(Locale.ROOT, "training loss %.3g", trainLoss));
    }

    private ProgressDisplay open(int epoch, int epochs) {
        start = epoch;
        reached = epoch;
        err.println(folder + ": " + (epoch == 0 ? "training " : "continuing ") + experiment.name() + " from epoch "
                + epoch + " to " + epochs);
        err.flush();
        Runtime.getRuntime().addShutdownHook(farewell);
        return ProgressDisplay.open(experiment.name(), epoch, epochs, err);
    }

    private void sayFarewell() {
        int interval = experiment.schedule().saveEvery();
        int kept = Math.max(start, reached / interval * interval);
        err.printf(
                "%n%s: stopped at epoch %d; everything up to epoch %d is kept, the same command continues from there%n",
                folder, reached, kept);
        err.flush();
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
            removeFarewell();
        }
    }

    private void removeFarewell() {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            // The program is being stopped; the farewell is on its way.
        }
    }
}
