package io.github.grokcheck.training;

import io.github.grokcheck.config.Experiment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many runs, several at once; each lives in a folder of its own and is continued like any other. */
public final class Sweep {
    private Sweep() {}

    /** One run of a sweep. */
    public record Run(Experiment experiment, Path folder) {}

    /**
     * Trains every run. A run that fails does not stop the others.
     *
     * @param trainer is called from several threads
     * @param atOnce how many runs are trained side by side
     * @param progress of one run
     * @return what went wrong, by run, in the order of the runs; empty when all are trained
     */
    public static Map<Run, Throwable> train(
            Trainer trainer, List<Run> runs, int atOnce, Function<Run, Progress> progress) {
        ExecutorService lanes = Executors.newFixedThreadPool(atOnce);
        try {
            Map<Run, Future<?>> futures = new LinkedHashMap<>();
            for (Run run : runs) {
                futures.put(
                        run, lanes.submit(() -> trainer.train(run.experiment(), run.folder(), progress.apply(run))));
            }
            Map<Run, Throwable> failures = new LinkedHashMap<>();
            for (Map.Entry<Run, Future<?>> entry : futures.entrySet()) {
                try {
                    entry.getValue().get();
                } catch (ExecutionException e) {
                    failures.put(entry.getKey(), e.getCause());
                }
            }
            return failures;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sweep was interrupted");
        } finally {
            lanes.shutdownNow();
        }
    }
}
