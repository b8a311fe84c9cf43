package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.training.LearningRate;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * {@link AdamW} on the rows of one array [R, n], each with settings of its own and at a step of its own. The same
 * operations in the same order, with a column [R, 1] where the other has a number.
 */
final class StackedAdamW {
    private final NDArray mean;
    private final NDArray meanSquare;

    /**
     * @param mean first moments, [R, n], updated in place
     * @param meanSquare second moments, [R, n], updated in place
     */
    StackedAdamW(NDArray mean, NDArray meanSquare) {
        this.mean = mean;
        this.meanSquare = meanSquare;
    }

    /**
     * Where a row stands.
     *
     * @param step number of steps taken before, from 0
     */
    record At(Experiment.AdamW settings, int step) {
        double rate() {
            return LearningRate.at(settings, step);
        }

        double rootOfCorrection() {
            return Math.sqrt(1 - Math.pow(settings.beta2(), step + 1.0));
        }

        double correctedRate() {
            return rate() * rootOfCorrection() / (1 - Math.pow(settings.beta1(), step + 1.0));
        }

        double correctedEps() {
            return settings.eps() * rootOfCorrection();
        }
    }

    /**
     * Updates the weights in place.
     *
     * @param rows one for each row
     */
    void update(NDManager scope, StackedWeights weights, NDArray gradient, List<At> rows) {
        try (NDManager step = scope.newSubManager()) {
            NDArray flat = weights.flat();
            flat.tempAttach(step);
            gradient.tempAttach(step);
            mean.tempAttach(step);
            meanSquare.tempAttach(step);
            NDArray beta1 = column(step, rows, at -> at.settings().beta1());
            NDArray beta2 = column(step, rows, at -> at.settings().beta2());
            flat.subi(flat.mul(column(step, rows, At::rate))
                    .muli(column(step, rows, at -> at.settings().weightDecay())));
            mean.muli(beta1).addi(gradient.mul(beta1.neg().addi(1)));
            meanSquare.muli(beta2).addi(gradient.mul(gradient).muli(beta2.neg().addi(1)));
            flat.subi(mean.mul(column(step, rows, At::correctedRate))
                    .divi(meanSquare.sqrt().addi(column(step, rows, At::correctedEps))));
        }
    }

    private static NDArray column(NDManager step, List<At> rows, ToDoubleFunction<At> value) {
        float[] values = new float[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(rows.get(i));
        }
        return step.create(values, new Shape(values.length, 1));
    }

    /** The first moments, [R, n]. */
    NDArray mean() {
        return mean;
    }

    /** The second moments, [R, n]. */
    NDArray meanSquare() {
        return meanSquare;
    }
}
