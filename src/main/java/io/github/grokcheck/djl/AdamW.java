package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.training.LearningRate;

/**
 * AdamW on one flat array, as PyTorch computes it: w ← w·(1 − lr·λ) − lr/(1−β₁ᵗ) · m / (√(v/(1−β₂ᵗ)) + eps) with the
 * moments in float32.
 */
final class AdamW {
    private final Experiment.AdamW settings;
    private final NDArray mean;
    private final NDArray meanSquare;

    /**
     * @param mean first moment, updated in place
     * @param meanSquare second moment, updated in place
     */
    AdamW(Experiment.AdamW settings, NDArray mean, NDArray meanSquare) {
        this.settings = settings;
        this.mean = mean;
        this.meanSquare = meanSquare;
    }

    /**
     * Updates the weights in place.
     *
     * @param step number of steps taken before, from 0
     */
    void update(NDManager scope, FlatWeights weights, NDArray gradient, int step) {
        double rate = LearningRate.at(settings, step);
        double rootOfCorrection = Math.sqrt(1 - Math.pow(settings.beta2(), step + 1.0));
        double correctedRate = rate * rootOfCorrection / (1 - Math.pow(settings.beta1(), step + 1.0));
        weights.tempAttach(scope);
        mean.tempAttach(scope);
        meanSquare.tempAttach(scope);
        weights.flat()
                .getNDArrayInternal()
                .adamUpdate(
                        new NDList(weights.flat(), gradient, mean, meanSquare),
                        new NDList(weights.flat()),
                        (float) rate,
                        (float) correctedRate,
                        (float) settings.weightDecay(),
                        1f,
                        -1f,
                        (float) settings.beta1(),
                        (float) settings.beta2(),
                        (float) (settings.eps() * rootOfCorrection),
                        false,
                        true);
    }

    /** The first moment, widened. */
    double[] mean() {
        return Libtorch.toDoubles(mean);
    }

    /** The second moment, widened. */
    double[] meanSquare() {
        return Libtorch.toDoubles(meanSquare);
    }
}
