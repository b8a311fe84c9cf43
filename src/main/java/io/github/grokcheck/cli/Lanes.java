package io.github.grokcheck.cli;

import java.util.Optional;

/**
 * How a machine's processors are shared among runs.
 *
 * @param count runs that are trained at once
 * @param threads of each
 */
record Lanes(int count, int threads) {
    /** Two threads make a run nearly as fast as its share of two runs side by side, in half the memory. */
    private static final int THREADS_OF_A_RUN = 2;

    /**
     * Shares as many processors as there are, unless the user says otherwise.
     *
     * @param runs to be trained
     * @param count if the user says how many runs at once
     * @param threads if the user says how many threads a run
     */
    static Lanes of(int processors, int runs, Optional<Integer> count, Optional<Integer> threads) {
        int most = Math.max(1, processors / threads.orElse(THREADS_OF_A_RUN));
        int lanes = Math.min(runs, count.orElse(most));
        return new Lanes(lanes, threads.orElse(Math.max(1, processors / lanes)));
    }
}
