package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.github.grokcheck.dataset.PairTask;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A step whose backward pass is PyTorch's: the reference for the hand-written one, and its peer in the benchmark. One at
 * a time in a JVM, because the engine has one gradient collector.
 *
 * <p>The loss is float64, but a conversion cuts PyTorch's graph in DJL. So the graph ends at the float32 logits, and
 * what is sent back is the closed-form gradient (softmax − one-hot)/n, computed in float64.
 */
final class Autograd implements Step {
    private final NDManager manager;
    private final Function<FlatWeights, NDArray> logits;
    private final NDArray labels;
    private final NDArray oneHotLabels;

    /**
     * @param logits the forward pass: [examples, outputs] at "="
     * @param rows rows a·p + b of the examples
     */
    Autograd(NDManager parent, Function<FlatWeights, NDArray> logits, PairTask task, int[] rows) {
        manager = parent.newSubManager();
        this.logits = logits;
        long[] answers = Arrays.stream(rows).mapToLong(task::label).toArray();
        labels = manager.create(answers).reshape(rows.length, 1);
        oneHotLabels = manager.create(answers).oneHot(task.vocabulary(), DataType.FLOAT64);
    }

    @Override
    public LossAndGradient gradient(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            labels.tempAttach(step);
            oneHotLabels.tempAttach(step);
            NDArray leaf = weights.flat().duplicate();
            leaf.attach(step);
            leaf.setRequiresGradient(true);
            double loss;
            try (GradientCollector collector = Libtorch.engine().newGradientCollector()) {
                NDArray output = logits.apply(weights.over(leaf));
                NDArray logProbabilities =
                        output.stopGradient().toType(DataType.FLOAT64, true).logSoftmax(1);
                loss = -logProbabilities.gather(labels, 1).mean().getDouble();
                NDArray upstream = toLogits(logProbabilities).toType(output.getDataType(), true);
                collector.backward(output.mul(upstream).sum());
            }
            NDArray gradient = leaf.getGradient().duplicate();
            gradient.attach(scope);
            return new LossAndGradient(loss, gradient);
        }
    }

    /** (softmax − one-hot)/n, with 1 − softmax of the right answer as the sum of the wrong ones: nothing cancels. */
    private NDArray toLogits(NDArray logProbabilities) {
        NDArray wrong = logProbabilities.exp().mul(oneHotLabels.neg().add(1));
        return wrong.sub(oneHotLabels.mul(wrong.sum(new int[] {1}, true))).div(labels.size());
    }

    @Override
    public double loss(NDManager scope, FlatWeights weights) {
        try (NDManager step = scope.newSubManager()) {
            labels.tempAttach(step);
            weights.tempAttach(step);
            return -logits.apply(weights)
                    .toType(DataType.FLOAT64, true)
                    .logSoftmax(1)
                    .gather(labels, 1)
                    .mean()
                    .getDouble();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
