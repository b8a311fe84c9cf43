package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * A matrix of weights seen along the p tokens or classes: its Fourier coefficients F · X, and how long each row of them
 * is. Lengths, not squares, unless a method says so.
 */
public final class Spectrum {
    /** A frequency stands out if its length exceeds this share of the longest one. */
    private static final double PROMINENT = 0.3;

    private final FourierBasis basis;
    private final Tensor coefficients;
    private final double[] norms;

    private Spectrum(FourierBasis basis, Tensor coefficients) {
        this.basis = basis;
        this.coefficients = coefficients;
        this.norms = new double[basis.p()];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = length(coefficients.row(i));
        }
    }

    /**
     * The spectrum of a matrix's columns.
     *
     * @param x [p, m]: row t belongs to token or class t; not modified
     * @throws io.github.grokcheck.tensor.ShapeException if x has not p rows
     */
    public static Spectrum ofColumns(FourierBasis basis, Tensor x) {
        return ofCoefficients(basis, basis.transformColumns(x));
    }

    /** The spectrum with these coefficients F · X: [component = p, m]. */
    static Spectrum ofCoefficients(FourierBasis basis, Tensor coefficients) {
        return new Spectrum(basis, coefficients);
    }

    /** Returns F · X: [component = p, m]. */
    public Tensor coefficients() {
        return coefficients;
    }

    /** Returns ‖(F·X)[i]‖ for each component: the constant, then every cosine and every sine apart; p numbers. */
    public double[] norms() {
        return norms.clone();
    }

    /** Returns √(‖row 2k − 1‖² + ‖row 2k‖²): how strong a frequency is, whatever its phase. */
    public double norm(Frequency frequency) {
        return Math.hypot(norms[frequency.cosineRow()], norms[frequency.sineRow()]);
    }

    /**
     * Returns the frequencies whose norm is more than 0.3 of the largest one; exactly 0.3 does not do. All of 1…(p − 1)/2
     * take part. Ascending; empty if no frequency is present at all.
     *
     * @see "Nanda et al. 2023, appendix C.2, which names no threshold; this one separates all known grokked models"
     */
    public List<Frequency> prominentFrequencies() {
        List<Frequency> all = basis.frequencies();
        double largest = all.stream().mapToDouble(this::norm).max().orElse(0);
        return all.stream().filter(k -> norm(k) > PROMINENT * largest).toList();
    }

    /** Returns the squared Frobenius norm of the matrix, its constant row included. */
    public double energy() {
        return coefficients.sumOfSquares();
    }

    /** Returns the part of {@link #energy} that lies in some frequencies. */
    public double energy(Collection<Frequency> frequencies) {
        return frequencies.stream().mapToDouble(k -> Math.pow(norm(k), 2)).sum();
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double x : vector) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
