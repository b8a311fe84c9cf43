package io.github.grokcheck.djl;

import java.util.EnumMap;
import java.util.Map;

/** Wall-clock time of a step's parts, summed over steps. */
final class Stopwatch {
    /** The parts of a step, in the order in which they run. */
    enum Part {
        TABLES("per-token tables"),
        CHUNKS("chunks of the batch, forward and backward"),
        SUMS("sums over each token's examples"),
        CHAIN_RULE("chain rule to the weights");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private long last = System.nanoTime();

    /** Starts counting towards the next part. */
    void start() {
        last = System.nanoTime();
    }

    /** Adds the time since the last call to a part. */
    void lap(Part part) {
        long now = System.nanoTime();
        nanos.merge(part, now - last, Long::sum);
        last = now;
    }

    /** Milliseconds of a part since the beginning. */
    double milliseconds(Part part) {
        return nanos.getOrDefault(part, 0L) / 1e6;
    }

    /** Forgets everything. */
    void reset() {
        nanos.clear();
    }
}
