package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.djl.Stopwatch.Part;
import io.github.grokcheck.training.LearningRate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * AdamW on one flat array, as PyTorch computes it: w ← w·(1 − lr·λ) − lr/(1−β₁ᵗ) · m / (√(v/(1−β₂ᵗ)) + eps) with the
 * moments in float32.
 */
final class AdamW {
    /** Numbers; at least as many as any processor's vector instructions take at a time. */
    private static final long VECTOR = 64;

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
        List<Callable<Object>> work = shares(weights.flat().size())
                .map(range -> Executors.callable(() -> update(
                        weights.flat().get(range),
                        gradient.get(range),
                        mean.get(range),
                        meanSquare.get(range),
                        rate,
                        correctedRate,
                        settings.eps() * rootOfCorrection)))
                .toList();
        crew.call(Part.OPTIMIZER, work);
    }

    /** A range for each thread, as long as there are values; cut at whole vectors, so that the cuts change no bit. */
    private Stream<String> shares(long size) {
        long vectors = (size + VECTOR - 1) / VECTOR;
        long share = VECTOR * ((vectors + crew.threads() - 1) / crew.threads());
        return LongStream.iterate(0, from -> from < size, from -> from + share)
                .mapToObj(from -> from + ":" + Math.min(size, from + share));
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
