package io.github.grokcheck.djl;

import ai.djl.engine.EngineException;
import io.github.grokcheck.djl.Stopwatch.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The threads that share the work of a step: whoever calls, one caller at a time, and helpers, which stay until it is
 * closed. A thread without work goes on looking for some instead of sleeping: most pieces take a fraction of a
 * millisecond, and waking a thread was measured to take up to a fifth of one. It sleeps at once where the crew has more
 * threads than there are processors, because it would keep from working who has work.
 */
final class Crew implements AutoCloseable {
    private static final long AWAKE_NANOS = 2_000_000;

    private final int threads;
    private final long awakeNanos;
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Thread> helpers;
    private final Plan none = new Plan();
    private volatile Plan current = none;
    private volatile boolean closed;

    /** @param threads the caller and its helpers */
    Crew(int threads) {
        this.threads = threads;
        awakeNanos = threads > Runtime.getRuntime().availableProcessors() ? 0 : AWAKE_NANOS;
        helpers = IntStream.range(1, threads).mapToObj(i -> helper()).toList();
    }

    private Thread helper() {
        Thread thread = new Thread(this::help, "step");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void help() {
        Libtorch.settleThread();
        Plan done = none;
        while (!closed) {
            done = next(done);
            done.work();
        }
    }

    /** The plan after one, once there is one. */
    private Plan next(Plan done) {
        long start = System.nanoTime();
        while (current == done && !closed) {
            if (System.nanoTime() - start < awakeNanos) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        return current;
    }

    /** The caller and its helpers. */
    int threads() {
        return threads;
    }

    /** Where the threads' time went. */
    Stopwatch stopwatch() {
        return stopwatch;
    }

    /** An empty plan. */
    Plan plan() {
        return new Plan();
    }

    /** Carries out independent pieces of work; the results come in the order of the work. */
    <R> List<R> call(Part part, List<Callable<R>> work) {
        Plan plan = plan();
        List<Piece<R>> pieces = work.stream().map(each -> plan.add(part, each)).toList();
        plan.carryOut();
        return pieces.stream().map(Piece::result).toList();
    }

    /**
     * Pieces of work in an order in which one thread could do them. Each thread takes the next piece that is left; one
     * that asks for the result of another waits for it, so a piece may ask for those that were added before it.
     */
    final class Plan {
        private final List<Piece<?>> pieces = new ArrayList<>();
        private final AtomicInteger taken = new AtomicInteger();

        /** @param part what its time is counted as */
        <R> Piece<R> add(Part part, Callable<R> work) {
            Piece<R> piece = new Piece<>(part, work);
            pieces.add(piece);
            return piece;
        }

        /**
         * Returns when every piece is done, even if one fails or the caller is interrupted: what runs on reads memory that
         * the caller is about to free.
         *
         * @throws RuntimeException the first failure among the pieces
         */
        void carryOut() {
            current = this;
            helpers.forEach(LockSupport::unpark);
            work();
            pieces.forEach(Piece::await);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted");
            }
            pieces.forEach(Piece::result);
        }

        /** Does what is left. */
        private void work() {
            for (int i = taken.getAndIncrement(); i < pieces.size(); i = taken.getAndIncrement()) {
                pieces.get(i).task.run();
            }
        }
    }

    /** A piece of work of a plan. */
    final class Piece<R> {
        private final FutureTask<R> task;

        private Piece(Part part, Callable<R> work) {
            task = new FutureTask<>(() -> stopwatch.time(part, work));
        }

        /** The result, waited for; or the piece's failure. */
        R result() {
            if (!task.isDone()) {
                stopwatch.pause(this::await);
            }
            try {
                return task.get();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a finished piece is not waited for", e);
            } catch (ExecutionException e) {
                throw rethrown(e);
            }
        }

        private void await() {
            boolean interrupted = false;
            while (!task.isDone()) {
                try {
                    spin();
                    task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    break; // whoever asks for the result is told
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void spin() {
            long start = System.nanoTime();
            while (!task.isDone() && System.nanoTime() - start < awakeNanos) {
                Thread.onSpinWait();
            }
        }
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        return failure.getCause() instanceof EngineException ofEngine
                ? ofEngine
                : new IllegalStateException("a part of the step failed: " + failure.getCause(), failure.getCause());
    }

    @Override
    public void close() {
        closed = true;
        helpers.forEach(LockSupport::unpark);
    }
}
