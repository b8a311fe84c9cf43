package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;

/**
 * Everything in a step that does not depend on the examples.
 *
 * <p>An example reads three tokens: a at position 0, b at position 1, "=" at position 2. What a head reads from a token
 * enters neurons and logits linearly, so its effect on both is tabulated once per token, and an example is a weighted sum
 * of a few rows of that table, with the attention pattern's weights, before its only product: from neurons to logits.
 *
 * @param reads what heads read from tokens
 * @param readout what the outputs read from that
 */
record TokenTables(TokenReads reads, Readout readout) {

    /** What one head adds to the outputs by attending to each token of {@link TokenReads} alone, [2p + 1, outputs]. */
    NDArray effects(int head) {
        return reads.values(head).matMul(readout.ofValues(head));
    }

    /** The outputs if no head attended to anything, [1, outputs]. */
    NDArray base() {
        return readout.base(reads.atEquals());
    }

    /** Gradient of the two factors of a product: of a head's effects, or of the merged neurons. */
    record Through(NDArray first, NDArray second) {}

    /**
     * Of what a head reads, [2p + 1, d_head], and of what the outputs read from that, [d_head, outputs].
     *
     * @param toEffects [2p + 1, outputs]
     */
    Through throughHead(int head, NDArray toEffects) {
        return new Through(
                toEffects.matMul(readout.ofValues(head).transpose()),
                reads.values(head).transpose().matMul(toEffects));
    }
}
