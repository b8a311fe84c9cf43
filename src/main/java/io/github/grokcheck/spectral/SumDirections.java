package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Tensor;
import java.util.Collection;

/**
 * The directions cos 2πk(a+b)/p and sin 2πk(a+b)/p in the space of functions of (a, b), and the projection on them.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, sections 4.1 and 5.1"
 */
public final class SumDirections {
    private SumDirections() {}

    /**
     * Returns c_k = (cos ⊗ cos − sin ⊗ sin) / √2 from the basis' rows: p² numbers of unit length, proportional to
     * cos 2πk(a+b)/p, entry a·p + b.
     */
    public static double[] cosine(FourierBasis basis, Frequency frequency) {
        double[] cos = basis.rows().row(frequency.cosineRow());
        double[] sin = basis.rows().row(frequency.sineRow());
        return combined(cos, cos, -1, sin, sin);
    }

    /**
     * Returns s_k = (sin ⊗ cos + cos ⊗ sin) / √2 from the basis' rows: p² numbers of unit length, proportional to
     * sin 2πk(a+b)/p, entry a·p + b.
     */
    public static double[] sine(FourierBasis basis, Frequency frequency) {
        double[] cos = basis.rows().row(frequency.cosineRow());
        double[] sin = basis.rows().row(frequency.sineRow());
        return combined(sin, cos, 1, cos, sin);
    }

    private static double[] combined(double[] a1, double[] b1, int sign, double[] a2, double[] b2) {
        int p = a1.length;
        double[] result = new double[p * p];
        for (int row = 0; row < p * p; row++) {
            int a = row / p;
            int b = row % p;
            result[row] = (a1[a] * b1[b] + sign * a2[a] * b2[b]) / Math.sqrt(2);
        }
        return result;
    }

    /**
     * Returns Σ_k P_k(M), P_k(M) = c_k c_kᵀM + s_k s_kᵀM, as a table by sum: the value for the pair (a, b) stands in row
     * (a + b) mod p, because every direction is constant on the lines of {@link PairLines#SUM}.
     *
     * @param onPairs M: [pair = p², m], row a·p + b; not modified
     * @param frequencies may be empty, then the projection is zero
     * @return [p, m]
     * @throws io.github.grokcheck.tensor.ShapeException if there are not p² rows
     */
    public static Tensor project(FourierBasis basis, Tensor onPairs, Collection<Frequency> frequencies) {
        return basis.project(PairLines.SUM.means(onPairs, basis.p()), frequencies);
    }
}
