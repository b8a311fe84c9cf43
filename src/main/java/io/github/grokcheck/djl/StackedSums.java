package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Sums over examples of R runs: the losses, and the loss's gradient with respect to the tables of {@link StackedTables}.
 *
 * @param loss weighted losses, nats, float64, [R]
 * @param toNeuronsToLogits [R, d_mlp, p + 1]
 * @param toValuesToOutputs through what the heads read beside "=", [R, heads · d_head, outputs]
 * @param toBase [R, 1, outputs]
 * @param toFirst of the rows of numbers at position 0: what the heads read from them, then their scores, [R, p, heads ·
 *     d_head + heads]
 * @param toSecond the same at position 1
 * @param toEquals of the scores of "=", [R, 1, heads]
 */
record StackedSums(
        NDArray loss,
        NDArray toNeuronsToLogits,
        NDArray toValuesToOutputs,
        NDArray toBase,
        NDArray toFirst,
        NDArray toSecond,
        NDArray toEquals) {
    private List<NDArray> all() {
        return List.of(loss, toNeuronsToLogits, toValuesToOutputs, toBase, toFirst, toSecond, toEquals);
    }

    /** Adds the next chunk's sums to these. */
    void add(StackedSums next) {
        List<NDArray> addends = next.all();
        for (int i = 0; i < addends.size(); i++) {
            all().get(i).addi(addends.get(i));
        }
    }

    /** Hands all arrays to another manager. */
    void attach(NDManager manager) {
        all().forEach(sum -> sum.attach(manager));
    }
}
