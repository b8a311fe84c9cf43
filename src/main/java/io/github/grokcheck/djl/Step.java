package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** A way to compute a batch's loss and gradient. */
interface Step extends AutoCloseable {
    /** Mean loss over the examples, and its gradient, which {@code scope} owns. */
    LossAndGradient gradient(NDManager scope, FlatWeights weights);

    /** Mean loss alone, in nats. */
    double loss(NDManager scope, FlatWeights weights);

    @Override
    void close();

    /**
     * Mean loss and its gradient.
     *
     * @param loss nats, summed in float64
     * @param gradient flat, in {@link io.github.grokcheck.model.WeightName} order
     */
    record LossAndGradient(double loss, NDArray gradient) {}
}
