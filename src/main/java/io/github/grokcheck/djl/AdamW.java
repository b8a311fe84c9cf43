package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
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
    private final List<Share> shares;
    private final Crew crew;

    /** The same range of values of all arrays. */
    private record Share(NDIndex range, NDArray weights, NDArray mean, NDArray meanSquare) {}

    /**
     * @param weights updated in place
     * @param mean first moment, updated in place
     * @param meanSquare second moment, updated in place
     * @param crew shares the values
     */
    AdamW(Experiment.AdamW settings, FlatWeights weights, NDArray mean, NDArray meanSquare, Crew crew) {
        this.settings = settings;
        this.mean = mean;
        this.meanSquare = meanSquare;
        this.crew = crew;
        shares = ranges(weights.flat().size())
                .map(range -> new Share(range, weights.flat().get(range), mean.get(range), meanSquare.get(range)))
                .toList();
    }

    /** A range for each thread, as long as there are values; cut at whole vectors, so that the cuts change no bit. */
    private Stream<NDIndex> ranges(long size) {
        long vectors = (size + VECTOR - 1) / VECTOR;
        long share = VECTOR * ((vectors + crew.threads() - 1) / crew.threads());
        return LongStream.iterate(0, from -> from < size, from -> from + share)
                .mapToObj(from -> new NDIndex().addSliceDim(from, Math.min(size, from + share)));
    }

    /**
     * Updates the weights.
     *
     * @param gradient flat, like the weights; every thread's view of it stays with its manager
     * @param step number of steps taken before, from 0
     */
    void update(NDArray gradient, int step) {
        double rate = LearningRate.at(settings, step);
        double rootOfCorrection = Math.sqrt(1 - Math.pow(settings.beta2(), step + 1.0));
        double correctedRate = rate * rootOfCorrection / (1 - Math.pow(settings.beta1(), step + 1.0));
        double eps = settings.eps() * rootOfCorrection;
        List<Callable<Object>> work = shares.stream()
                .map(share -> Executors.callable(() -> update(share, gradient, rate, correctedRate, eps)))
                .toList();
        crew.call(Part.OPTIMIZER, work);
    }

    private void update(Share share, NDArray gradient, double rate, double correctedRate, double eps) {
        share.weights
                .getNDArrayInternal()
                .adamUpdate(
                        new NDList(share.weights, gradient.get(share.range), share.mean, share.meanSquare),
                        new NDList(share.weights),
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
