package io.github.grokcheck.djl;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLongArray;

/** The time that threads spend on a step's parts, not counting what they wait for each other; summed over threads. */
final class Stopwatch {
    /** The parts of a step, in about the order in which they run. */
    enum Part {
        TABLES("per-token tables"),
        CHUNKS("chunks of the batch, forward and backward"),
        SUMS("sums over each token's examples"),
        CHAIN_RULE("chain rule to the weights, freeing arrays"),
        OPTIMIZER("optimizer");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final AtomicLongArray nanos = new AtomicLongArray(Part.values().length);
    private final ThreadLocal<Long> paused = ThreadLocal.withInitial(() -> 0L);

    /** Does some work and counts its time, without pauses, towards a part. */
    <R> R time(Part part, Callable<R> work) throws Exception {
        long pausedBefore = paused.get();
        long start = System.nanoTime();
        try {
            return work.call();
        } finally {
            long pause = paused.get() - pausedBefore;
            nanos.addAndGet(part.ordinal(), System.nanoTime() - start - pause);
        }
    }

    /** Waits within some work, without counting it. */
    void pause(Runnable waiting) {
        long start = System.nanoTime();
        waiting.run();
        paused.set(paused.get() + System.nanoTime() - start);
    }

    /** Milliseconds of a part since the beginning. */
    double milliseconds(Part part) {
        return nanos.get(part.ordinal()) / 1e6;
    }

    /** Forgets everything. */
    void reset() {
        for (Part part : Part.values()) {
            nanos.set(part.ordinal(), 0);
        }
    }
}
