package io.github.grokcheck.djl;

import ai.djl.engine.EngineException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The threads that share the work of a step: whoever calls, one caller at a time, and helpers, which stay until it is
 * closed. Between two stages of a step a thread goes on looking for work instead of sleeping: most stages take a
 * millisecond, and waking a thread was measured to take up to a fifth of that. It sleeps at once where there are more
 * threads than processors, because it would keep from working who has work.
 */
final class Crew implements AutoCloseable {
    private static final long AWAKE_NANOS = 2_000_000;

    private final int threads;
    private final long awakeNanos;
    private final List<Thread> helpers;
    private volatile Stage stage = Stage.NONE;
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
        Stage done = Stage.NONE;
        while (!closed) {
            done = next(done);
            done.work();
        }
    }

    /** The stage after one, once there is one. */
    private Stage next(Stage done) {
        long asleep = System.nanoTime() + awakeNanos;
        while (stage == done && !closed) {
            if (System.nanoTime() < asleep) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        return stage;
    }

    /** Pieces of work that every thread takes from. */
    private static final class Stage {
        static final Stage NONE = new Stage(List.of());

        private final List<? extends FutureTask<?>> pieces;
        private final AtomicInteger taken = new AtomicInteger();

        Stage(List<? extends FutureTask<?>> pieces) {
            this.pieces = pieces;
        }

        /** Does what is left. */
        void work() {
            for (int i = taken.getAndIncrement(); i < pieces.size(); i = taken.getAndIncrement()) {
                pieces.get(i).run();
            }
        }
    }

    /** The caller and its helpers. */
    int threads() {
        return threads;
    }

    /**
     * Each thread takes the next piece of work that is left; the results come in the order of the work. Waits for all of
     * it even if a piece fails or the caller is interrupted: what runs on reads memory that the caller is about to free.
     */
    <R> List<R> call(List<Callable<R>> work) {
        return all(work, List.of(), (results, none) -> results);
    }

    /** Two pieces of work, and what is made of their results. */
    <A, B, R> R both(Callable<A> one, Callable<B> other, BiFunction<A, B, R> join) {
        return all(List.of(one), List.of(other), (first, second) -> join.apply(first.get(0), second.get(0)));
    }

    /** Two kinds of work, of which the first is taken first, and what is made of their results. */
    <A, B, R> R all(List<Callable<A>> some, List<Callable<B>> others, BiFunction<List<A>, List<B>, R> join) {
        List<FutureTask<A>> first = some.stream().map(FutureTask::new).toList();
        List<FutureTask<B>> second = others.stream().map(FutureTask::new).toList();
        run(Stream.concat(first.stream(), second.stream()).toList());
        return join.apply(results(first), results(second));
    }

    private static <R> List<R> results(List<FutureTask<R>> pieces) {
        return pieces.stream().map(Crew::done).toList();
    }

    private void run(List<? extends FutureTask<?>> pieces) {
        Stage next = new Stage(pieces);
        stage = next;
        helpers.forEach(LockSupport::unpark);
        next.work();
        waitFor(pieces);
    }

    private void waitFor(List<? extends FutureTask<?>> pieces) {
        boolean interrupted = false;
        for (FutureTask<?> piece : pieces) {
            boolean done = false;
            while (!done) {
                try {
                    spinFor(piece);
                    piece.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    done = true; // whoever asks for its result is told
                }
            }
        }
        if (interrupted || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        }
    }

    private void spinFor(Future<?> piece) {
        long enough = System.nanoTime() + awakeNanos;
        while (!piece.isDone() && System.nanoTime() < enough) {
            Thread.onSpinWait();
        }
    }

    private static <R> R done(Future<R> piece) {
        try {
            return piece.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a finished piece is not waited for", e);
        } catch (ExecutionException e) {
            throw rethrown(e);
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
