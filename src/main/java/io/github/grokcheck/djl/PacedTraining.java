package io.github.grokcheck.djl;

import ai.djl.Device;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A real training, with everything it does, that stands still until it is asked for some more epochs, and times them. */
final class PacedTraining implements AutoCloseable {
    /** Epochs until the caches hold again what others took their place for. */
    private static final int UNTIMED = 3;

    /** Often enough that one of a few epochs writes a checkpoint, whatever the recipe says. */
    private static final int SAVE_EVERY = 20;

    private final int interval;
    private final Thread thread;
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore answered = new Semaphore(0);
    private volatile boolean closed;
    private volatile boolean ended;
    private @Nullable Throwable failure;
    private int wanted;
    private int done;
    private long last;
    private double sum;
    private int timed;
    private double least = Double.POSITIVE_INFINITY;
    private double leastSaving = Double.POSITIVE_INFINITY;

    /**
     * @param experiment as long as all the epochs that will be asked for
     * @param folder of the run, not there yet
     */
    PacedTraining(Arithmetic arithmetic, Experiment experiment, Path folder) {
        interval = experiment.schedule().saveEvery();
        Experiment saving = new Experiment(
                experiment.name(),
                experiment.task(),
                experiment.architecture(),
                experiment.optimizer(),
                new Schedule(experiment.schedule().epochs(), SAVE_EVERY),
                experiment.seeds());
        DjlTrainer trainer =
                new DjlTrainer(Device.cpu(), arithmetic, new Origin("benchmark", "bench"), Clock.systemUTC());
        thread = new Thread(() -> train(trainer, saving, folder), "training");
        thread.setDaemon(true);
        thread.start();
    }

    private void train(DjlTrainer trainer, Experiment experiment, Path folder) {
        try {
            standStill();
            trainer.train(experiment, folder, (epoch, epochs, loss) -> count(epoch));
        } catch (Throwable e) { // whoever waits has to be told of any
            failure = e;
        } finally {
            ended = true;
            answered.release();
        }
    }

    private void count(int epoch) {
        long now = System.nanoTime();
        double milliseconds = (now - last) / 1e6;
        last = now;
        done++;
        if (epoch % SAVE_EVERY == 0) {
            leastSaving = Math.min(leastSaving, milliseconds);
        } else if (done > UNTIMED) {
            sum += milliseconds;
            timed++;
        }
        if (done == wanted) {
            answered.release();
            standStill();
        }
    }

    private void standStill() {
        asked.acquireUninterruptibly();
        if (closed) {
            throw new CancellationException("the benchmark is done with this training");
        }
        last = System.nanoTime();
    }

    /**
     * Trains some epochs more, while the caller goes on.
     *
     * @param epochs more than {@value UNTIMED}, a few of which are not timed
     */
    void start(int epochs) {
        wanted = epochs;
        done = 0;
        sum = 0;
        timed = 0;
        asked.release();
    }

    /**
     * Waits for the end of what was started.
     *
     * @return milliseconds per epoch, of those that write no checkpoint
     * @throws RuntimeException if the training failed or is at its end
     */
    double await() {
        if (!ended) {
            answered.acquireUninterruptibly();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (ended) {
            throw new IllegalStateException("a training that was to be timed has ended", failure);
        }
        double milliseconds = sum / timed;
        least = Math.min(least, milliseconds);
        return milliseconds;
    }

    /** Starts and waits. */
    double epochs(int epochs) {
        start(epochs);
        return await();
    }

    /**
     * Milliseconds of test loss and checkpoint, of the epoch where they took least, as a share for each epoch between two
     * of the recipe's checkpoints.
     */
    double savingPerEpoch() {
        return Math.max(0, leastSaving - least) / interval;
    }

    @Override
    public void close() {
        closed = true;
        asked.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
