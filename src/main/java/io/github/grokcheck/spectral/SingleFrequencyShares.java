package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Tensor;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * How much of a function's variance over all pairs one frequency explains, for several functions at once.
 *
 * <p>With Ĝ = F · X̄ · Fᵀ, X̄ the function less its mean: φ(k) = Σ Ĝ[f, g]² over f, g ∈ {0, 2k − 1, 2k}, divided by
 * Σ Ĝ² over everything. The numerator comes from the means over {@link PairLines}, the denominator from Parseval.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.3 and figure 5"
 */
public final class SingleFrequencyShares {
    private final FourierBasis basis;
    /** [component][function]: squared coefficients of the line means, all four families added. */
    private final double[][] lineEnergy;
    /** Per function: Σ X̄², exactly 0 where it never varies. */
    private final double[] variation;

    private SingleFrequencyShares(FourierBasis basis, double[][] lineEnergy, double[] variation) {
        this.basis = basis;
        this.lineEnergy = lineEnergy;
        this.variation = variation;
    }

    /**
     * Measures each column.
     *
     * @param onPairs [pair = p², m], row a·p + b; not modified
     * @throws io.github.grokcheck.tensor.ShapeException if there are not p² rows
     */
    public static SingleFrequencyShares ofColumns(FourierBasis basis, Tensor onPairs) {
        int p = basis.p();
        int functions = onPairs.size(1);
        double[][] energy = new double[p][functions];
        for (PairLines lines : PairLines.values()) {
            Tensor coefficients = basis.transformColumns(lines.means(onPairs, p));
            for (int i = 0; i < p * functions; i++) {
                energy[i / functions][i % functions] += coefficients.at(i) * coefficients.at(i);
            }
        }
        return new SingleFrequencyShares(basis, energy, Variation.ofColumns(onPairs));
    }

    /** A frequency and the share of variance it explains. */
    public record Share(Frequency frequency, double fve) {}

    /** Returns φ(k) of one function, 0…1; 0 if the function never varies. */
    public double share(int function, Frequency frequency) {
        if (variation[function] == 0) {
            return 0;
        }
        double energy = lineEnergy[frequency.cosineRow()][function] + lineEnergy[frequency.sineRow()][function];
        // A wave with coefficient y along the lines has p pairs on each line.
        return basis.p() * energy / variation[function];
    }

    /** Returns the frequency with the largest share, the smallest of equal ones; empty if the function never varies. */
    public Optional<Share> best(int function) {
        return best(function, basis.frequencies());
    }

    /** The same among some frequencies alone. */
    public Optional<Share> best(int function, Collection<Frequency> among) {
        if (variation[function] == 0) {
            return Optional.empty();
        }
        return among.stream()
                .map(k -> new Share(k, share(function, k)))
                .max(Comparator.comparingDouble(Share::fve).thenComparing(Share::frequency, Comparator.reverseOrder()));
    }
}
