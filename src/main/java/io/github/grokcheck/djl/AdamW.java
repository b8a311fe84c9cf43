package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.training.LearningRate;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/**
 * AdamW on one flat array, as PyTorch computes it: w ← w·(1 − lr·λ) − lr/(1−β₁ᵗ) · m / (√(v/(1−β₂ᵗ)) + eps) with the
 * moments in float32.
 */
final class AdamW {
    private static final long WHOLE_VECTORS = 64;

    private final Experiment.AdamW settings;
    private final NDArray mean;
    private final NDArray meanSquare;
    private final Crew crew;

    /**
     * @param mean first moment, updated in place
     * @param meanSquare second moment, updated in place
     * @param crew shares the values
     */
    AdamW(Experiment.AdamW settings, NDArray mean, NDArray meanSquare, Crew crew) {
        this.settings = settings;
        this.mean = mean;
        this.meanSquare = meanSquare;
        this.crew = crew;
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
        long size = weights.flat().size();
        int shares = crew.threads();
        crew.call(LongStream.range(0, shares)
                .mapToObj(share -> cut(size, share, shares) + ":" + cut(size, share + 1, shares))
                .map(range -> Executors.callable(() -> update(
                        weights.flat().get(range),
                        gradient.get(range),
                        mean.get(range),
                        meanSquare.get(range),
                        rate,
                        correctedRate,
                        settings.eps() * rootOfCorrection)))
                .toList());
    }

    /** Where a share begins: at a multiple of what vector instructions take at a time, as if nothing were cut. */
    private static long cut(long size, long share, int shares) {
        return share == shares ? size : size * share / shares / WHOLE_VECTORS * WHOLE_VECTORS;
    }

    private void update(
            NDArray weights,
            NDArray gradient,
            NDArray mean,
            NDArray meanSquare,
            double rate,
            double correctedRate,
            double eps) {
        weights.getNDArrayInternal()
                .adamUpdate(
                        new NDList(weights, gradient, mean, meanSquare),
                        new NDList(weights),
                        (float) rate,
                        (float) correctedRate,
                        (float) settings.weightDecay(),
                        1f,
                        -1f,
                        (float) settings.beta1(),
                        (float) settings.beta2(),
                        (float) eps,
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
