package io.github.grokcheck.djl;

import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import java.util.Arrays;

/** One chunk's sums of the gradient with respect to the tables that examples read row by row. */
final class TableSums {
    /** [2p + 1, heads]. */
    final double[] scores;
    /** [heads · 2p, outputs]. */
    final Rows effects;
    /** [1, outputs]. */
    final Rows base;

    TableSums(int p, Architecture sizes, DataType type) {
        int outputs = sizes.dMlp() + p + 1;
        scores = new double[(2 * p + 1) * sizes.nHeads()];
        effects = Rows.of(type, sizes.nHeads() * 2 * p, outputs);
        base = Rows.of(type, 1, outputs);
    }

    /** Bytes that one chunk's sums take, nearly all of them the effects'. */
    static long bytes(int p, Architecture sizes, DataType type) {
        return 2L * p * sizes.nHeads() * (sizes.dMlp() + p + 1L) * type.getNumOfBytes();
    }

    void clear() {
        Arrays.fill(scores, 0);
        effects.clear();
        base.clear();
    }
}
