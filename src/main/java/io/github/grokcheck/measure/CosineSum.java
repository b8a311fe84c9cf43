package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.PairLines;
import io.github.grokcheck.spectral.Variation;
import io.github.grokcheck.spectral.Waves;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The logits approximated by C[n, c] = Σ_k α_k cos(2πk(a + b − c)/p), fitted by least squares.
 *
 * <p>The p³ values of each regressor are orthogonal to those of the others, have zero mean and sum of squares p³/2. So
 * each coefficient is a plain inner product, and the explained sum of squares is p³/2 · Σ α_k².
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.2, equation 3"
 */
final class CosineSum {
    private final int p;
    private final SortedMap<Frequency, Double> alpha;
    private final double variation;

    private CosineSum(int p, SortedMap<Frequency, Double> alpha, double variation) {
        this.p = p;
        this.alpha = alpha;
        this.variation = variation;
    }

    /** Fits L: [pair = p², p]. */
    static CosineSum fit(FourierBasis basis, Tensor logits, Collection<Frequency> keys) {
        Tensor meansOnSums = PairLines.SUM.means(logits, basis.p());
        SortedMap<Frequency, Double> alpha = new TreeMap<>();
        keys.forEach(key -> alpha.put(key, coefficient(basis, meansOnSums, key)));
        return new CosineSum(basis.p(), alpha, Variation.ofAll(logits));
    }

    /** (2/p³) Σ_{n,c} L[n, c] cos(2πk(a + b − c)/p); p pairs share each sum. */
    private static double coefficient(FourierBasis basis, Tensor meansOnSums, Frequency k) {
        double[] cos = basis.rows().row(k.cosineRow());
        double[] sin = basis.rows().row(k.sineRow());
        int p = basis.p();
        double product = 0;
        for (int sum = 0; sum < p; sum++) {
            for (int c = 0; c < p; c++) {
                // Two unit rows multiply to (2/p) cos of the difference.
                product += meansOnSums.at(sum * p + c) * (cos[sum] * cos[c] + sin[sum] * sin[c]);
            }
        }
        return product / p;
    }

    /** α_k in logits, named by k; empty without keys. */
    Value alpha() {
        Map<String, Double> byKey = new LinkedHashMap<>();
        alpha.forEach((key, coefficient) -> byKey.put(key.toString(), coefficient));
        return new Value.Members(byKey);
    }

    /** 1 − Σ(L − m − C)² / Σ(L − m)², m the mean of all p³ logits; undefined if the logits never vary. */
    Value fve() {
        double squares = alpha.values().stream().mapToDouble(a -> a * a).sum();
        double explained = Math.pow(p, 3) / 2 * squares;
        return Value.finite(explained / variation, "the logits never vary");
    }

    /**
     * (C(0) − max_{d ≠ 0} C(d)) ÷ C(0) with C(d) = Σ_k α_k cos(2πkd/p): by which share of its height the right class leads
     * the best wrong one. 1 − cos(2π/p) for a single frequency. Undefined without keys, and where C(0) ≤ 0.
     */
    Value relativeGap() {
        Waves waves = Waves.exact(p);
        double top = height(waves, 0);
        double runnerUp = IntStream.range(1, p)
                .mapToDouble(offset -> height(waves, offset))
                .max()
                .orElseThrow();
        return alpha.isEmpty()
                ? new Value.Undefined("there is no key frequency")
                : top > 0
                        ? new Value.Scalar((top - runnerUp) / top)
                        : new Value.Undefined("the cosines do not speak for the right class");
    }

    private double height(Waves waves, int offset) {
        return alpha.entrySet().stream()
                .mapToDouble(
                        entry -> entry.getValue() * waves.cos(entry.getKey().k() * offset))
                .sum();
    }

    /** CE(C, all) in nats; no mean is put back. */
    double loss() {
        return CrossEntropy.mean(new ModularAddition(p), LogitRows.alongLines(PairLines.SUM, table()));
    }

    /** C by sum and class: [sum = p, class = p]. */
    private Tensor table() {
        Waves waves = Waves.exact(p);
        double[] values = new double[p * p];
        Arrays.setAll(values, i -> height(waves, i / p - i % p));
        return Tensor.owning(Shape.of(Axis.ANY, p, Axis.D_VOCAB_OUT, p), values);
    }
}
