package io.github.grokcheck.djl;

import ai.djl.Device;
import io.github.grokcheck.config.Experiment;
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

    private final int interval;
    private final Thread thread;
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore answered = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable RuntimeException failure;
    private int left;
    private int done;
    private long last;
    private double sum;
    private int timed;
    private double least = Double.POSITIVE_INFINITY;
    private double saving = Double.POSITIVE_INFINITY;

    /**
     * @param experiment as long as all the epochs that will be asked for
     * @param folder of the run, not there yet
     */
    PacedTraining(Arithmetic arithmetic, Experiment experiment, Path folder) {
        interval = experiment.schedule().saveEvery();
        DjlTrainer trainer =
                new DjlTrainer(Device.cpu(), arithmetic, new Origin("benchmark", "bench"), Clock.systemUTC());
        thread = new Thread(() -> train(trainer, experiment, folder), "training");
        thread.setDaemon(true);
        thread.start();
    }

    private void train(DjlTrainer trainer, Experiment experiment, Path folder) {
        try {
            standStill();
            trainer.train(experiment, folder, (epoch, epochs, loss) -> count(epoch));
        } catch (RuntimeException e) {
            failure = e;
        }
        answered.release();
    }

    private void count(int epoch) {
        long now = System.nanoTime();
        double milliseconds = (now - last) / 1e6;
        last = now;
        done++;
        if (epoch % interval == 0) {
            if (epoch > 0) {
                saving = Math.min(saving, milliseconds);
            }
        } else if (done > UNTIMED) {
            sum += milliseconds;
            timed++;
        }
        if (done == left) {
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

    /** Trains so many epochs more, while the caller goes on. */
    void start(int epochs) {
        left = epochs;
        done = 0;
        sum = 0;
        timed = 0;
        asked.release();
    }

    /** Waits for the end of what was started. @return milliseconds per epoch, of those that write no checkpoint */
    double await() {
        answered.acquireUninterruptibly();
        if (failure != null) {
            throw failure;
        }
        least = Math.min(least, sum / timed);
        return sum / timed;
    }

    /** Starts and waits. */
    double epochs(int epochs) {
        start(epochs);
        return await();
    }

    /** Milliseconds of test loss and checkpoint, of the epoch where they took least, as a share for every epoch. */
    double savingPerEpoch() {
        return Math.max(0, saving - least) / interval;
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
