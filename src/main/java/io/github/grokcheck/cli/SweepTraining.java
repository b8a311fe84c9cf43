package io.github.grokcheck.cli;

import io.github.grokcheck.sweep.SweepEngine;
import io.github.grokcheck.sweep.SweepException;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.TrainerFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Trains a list of runs before the user's eyes.
 *
 * @param out receives a line for each trained run
 * @param err receives how far it is
 */
record SweepTraining(PrintWriter out, PrintWriter err) {
    /**
     * Trains on this machine what is not trained yet.
     *
     * @param command up to the options, as the runs' provenance keeps it
     */
    void trainHere(Path folder, List<SweepRun> runs, TrainingOptions options, String command) {
        TrainingOptions.Here here = options.here(runs, command);
        train(folder, runs, here.trainers(), here.engine(), here.atOnce() + " at once");
    }

    /**
     * Trains what is not trained yet.
     *
     * @param folder of the runs' folders
     * @param where the engine trains, in a few words
     */
    void train(Path folder, List<SweepRun> runs, TrainerFactory trainers, SweepEngine engine, String where) {
        Map<SweepRun, Throwable> failures;
        try (SweepDisplay display = new SweepDisplay(folder, runs, where, err)) {
            failures = engine.train(runs, trainers, display);
        }
        runs.stream()
                .filter(run -> !failures.containsKey(run))
                .forEach(run -> out.println(TrainedRun.line(run.folder())));
        throwIfAny(failures, runs.size());
    }

    /** The first fault of the program as it is; bad input and failed trainings in one line. */
    private static void throwIfAny(Map<SweepRun, Throwable> failures, int runs) {
        for (Throwable failure : failures.values()) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException fault && !Failures.isAboutInput(fault)) {
                throw fault;
            }
        }
        if (!failures.isEmpty()) {
            String messages =
                    failures.values().stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
            SweepException all =
                    new SweepException(failures.size() + " of " + runs + " runs failed: " + messages, null);
            failures.values().forEach(all::addSuppressed);
            throw all;
        }
    }
}
