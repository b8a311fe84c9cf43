package io.github.grokcheck.sweep;

import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.Trainer;
import io.github.grokcheck.training.TrainerFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains on this machine.
 *
 * @param atOnce how many runs are trained side by side
 */
public record LocalEngine(int atOnce) implements SweepEngine {
    private static final int FIRST_GPU = 0;

    @Override
    public Map<SweepRun, Throwable> train(List<SweepRun> runs, TrainerFactory trainers, SweepProgress progress) {
        Trainer trainer = trainers.trainer(FIRST_GPU);
        ExecutorService lanes = Executors.newFixedThreadPool(atOnce);
        try {
            Map<SweepRun, Future<?>> futures = new LinkedHashMap<>();
            for (SweepRun run : runs) {
                futures.put(
                        run,
                        lanes.submit(() -> trainer.train(
                                run.experiment(),
                                run.folder(),
                                (epoch, epochs, loss) -> progress.reached(run, epoch + 1))));
            }
            return failures(futures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sweep was interrupted");
        } finally {
            lanes.shutdownNow();
        }
    }

    private static Map<SweepRun, Throwable> failures(Map<SweepRun, Future<?>> futures) throws InterruptedException {
        Map<SweepRun, Throwable> failures = new LinkedHashMap<>();
        for (Map.Entry<SweepRun, Future<?>> entry : futures.entrySet()) {
            try {
                entry.getValue().get();
            } catch (ExecutionException e) {
                failures.put(entry.getKey(), e.getCause());
            }
        }
        return failures;
    }
}
