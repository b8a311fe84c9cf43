package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.PairLines;
import io.github.grokcheck.spectral.SumDirections;
import io.github.grokcheck.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The logits with some of their Fourier components removed, and the loss per pair that is left, in nats. Coefficients
 * always come from all pairs, whichever pairs the loss is then averaged over.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, sections 4.4 and 5.1; calculate_trig_loss, transformers.py at 23d2c64"
 */
final class Ablations {
    private final FourierBasis basis;
    private final Tensor logits;
    private final List<Frequency> keys;
    private final Lazy<double[]> restrictedLosses = new Lazy<>(() -> losses(restricted()));
    private final Lazy<Map<Frequency, double[]>> eachExcludedLosses = new Lazy<>(this::computeEachExcludedLosses);

    /**
     * @param logits L: [pair = p², p]; not modified
     * @param keys may be empty, then nothing but the means is kept and nothing is removed
     */
    Ablations(FourierBasis basis, Tensor logits, List<Frequency> keys) {
        this.basis = basis;
        this.logits = logits;
        this.keys = keys;
    }

    /**
     * Only the key frequencies: Σ_{k ∈ keys} P_k(L) plus each class's mean over all pairs. The mean is the (0, 0)
     * component; without it the loss is another.
     */
    LogitRows restricted() {
        return projection(keys).plus(LogitRows.constant(logits.columnMeans()));
    }

    /** All but the key frequencies: L − Σ_{k ∈ keys} P_k(L). The means stay in, and so do 2k, a − b and the rest. */
    LogitRows excluded() {
        return LogitRows.of(logits).minus(projection(keys));
    }

    /** Without anything that depends on a + b alone but the means: L − Σ_k P_k(L) over all k. */
    LogitRows excludedEvery() {
        return LogitRows.of(logits).minus(projection(basis.frequencies()));
    }

    /** All but one frequency: L − P_k(L). */
    LogitRows excluded(Frequency frequency) {
        return LogitRows.of(logits).minus(projection(List.of(frequency)));
    }

    /**
     * Only the 3 × 3 blocks {0, 2k − 1, 2k}² of the key frequencies in the two-dimensional spectrum, (0, 0) shared: the
     * means and, for each key, the waves in a, in b, in a + b and in a − b.
     */
    LogitRows keyBlocks() {
        LogitRows kept = LogitRows.constant(logits.columnMeans());
        for (PairLines lines : PairLines.values()) {
            kept = kept.plus(LogitRows.alongLines(lines, basis.project(lines.means(logits, basis.p()), keys)));
        }
        return kept;
    }

    /** The restricted logits without the classes' means. */
    LogitRows restrictedWithoutConstant() {
        return projection(keys);
    }

    /**
     * Only the 2 × 2 blocks {2k − 1, 2k}² of the key frequencies, and (0, 0): four components a key where the restricted
     * logits keep two, so the waves in a − b besides those in a + b.
     */
    LogitRows twentyTerms() {
        return restricted()
                .plus(LogitRows.alongLines(
                        PairLines.DIFFERENCE, basis.project(PairLines.DIFFERENCE.means(logits, basis.p()), keys)));
    }

    /** Each pair's loss with {@link #restricted}. */
    double[] restrictedLosses() {
        return restrictedLosses.get();
    }

    /** Each pair's loss with {@link #excluded(Frequency)}, for each key; ascending. */
    Map<Frequency, double[]> eachExcludedLosses() {
        return eachExcludedLosses.get();
    }

    /** Each pair's loss: p² values. */
    double[] losses(LogitRows rows) {
        return CrossEntropy.perPair(new ModularAddition(basis.p()), rows);
    }

    private LogitRows projection(List<Frequency> frequencies) {
        return LogitRows.alongLines(PairLines.SUM, SumDirections.project(basis, logits, frequencies));
    }

    private Map<Frequency, double[]> computeEachExcludedLosses() {
        Map<Frequency, double[]> losses = new LinkedHashMap<>();
        keys.forEach(key -> losses.put(key, losses(excluded(key))));
        return losses;
    }
}
