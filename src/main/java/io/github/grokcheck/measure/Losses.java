package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * How well the model answers: loss, accuracy and margin of its p number logits. Training minimises the loss over p + 1
 * outputs; with the "=" output dropped it is a little smaller before training and the same afterwards.
 */
final class Losses {
    private Losses() {}

    /** CE(L, all) in nats. */
    static double all(MeasuredModel model) {
        return CrossEntropy.mean(model.pairLosses());
    }

    /** CE(L, train) in nats. */
    static double train(MeasuredModel model, Split split) {
        return CrossEntropy.mean(model.pairLosses(), split.trainRows());
    }

    /** CE(L, test) in nats. */
    static double test(MeasuredModel model, Split split) {
        return CrossEntropy.mean(model.pairLosses(), split.testRows());
    }

    /** Share of all pairs whose largest logit is the right one; of equal logits the smallest class counts as chosen. */
    static double accuracyAll(MeasuredModel model) {
        return accuracy(model, IntStream.range(0, model.task().pairs()).toArray());
    }

    /** The same over the training pairs. */
    static double accuracyTrain(MeasuredModel model, Split split) {
        return accuracy(model, split.trainRows());
    }

    /** The same over the test pairs. */
    static double accuracyTest(MeasuredModel model, Split split) {
        return accuracy(model, split.testRows());
    }

    private static double accuracy(MeasuredModel model, int[] rows) {
        ModularAddition task = model.task();
        Tensor logits = model.activations().logits();
        long right = IntStream.of(rows)
                .filter(row -> CrossEntropy.argmax(logits.row(row)) == task.label(row))
                .count();
        return (double) right / rows.length;
    }

    /** Mean over all pairs of L[n, y(n)] − max_{c ≠ y(n)} L[n, c], in logits; negative where the answer is wrong. */
    static double meanMargin(MeasuredModel model) {
        ModularAddition task = model.task();
        Tensor logits = model.activations().logits();
        double sum = 0;
        for (int row = 0; row < task.pairs(); row++) {
            sum += margin(logits.row(row), task.label(row));
        }
        return sum / task.pairs();
    }

    private static double margin(double[] logits, int label) {
        double runnerUp = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            if (c != label) {
                runnerUp = Math.max(runnerUp, logits[c]);
            }
        }
        return logits[label] - runnerUp;
    }
}
