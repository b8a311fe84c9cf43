package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The real Fourier basis F of functions on 0…p−1, for odd p. Row 0 is the constant, rows 2k − 1 and 2k are cos 2πkx/p
 * and sin 2πkx/p for k = 1…(p − 1)/2, each divided by its own length: F is orthonormal, F·Fᵀ = 1. No other normalisation
 * leaves this class; JTransforms' is undone here.
 *
 * <p>Immutable, and usable from several threads. Transforms run on one thread, so their bits never vary.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.1; the row order is that of the authors' code at 23d2c64"
 */
public final class FourierBasis {
    private final int p;
    private final double constant;
    private final double wave;
    private final Tensor rows;
    private final Optional<DoubleFFT_1D> fft;

    private FourierBasis(Waves waves) {
        this.p = waves.p();
        this.constant = Math.sqrt(1.0 / p);
        this.wave = Math.sqrt(2.0 / p);
        this.rows = denseRows(waves);
        this.fft = waves.isExact() ? Optional.of(new DoubleFFT_1D(p)) : Optional.empty();
    }

    /**
     * The orthonormal basis for a modulus.
     *
     * @param p odd, at least 3
     * @throws IllegalArgumentException if p is even or too small; an even p has a cosine without a sine
     */
    public static FourierBasis orthonormal(int p) {
        if (p < 3 || p % 2 == 0) {
            throw new IllegalArgumentException(
                    "the basis pairs every cosine with a sine: p must be odd and ≥ 3, not " + p);
        }
        return new FourierBasis(Waves.exact(p));
    }

    /** What takes the basis' place with other waves; its rows are orthonormal only if the waves are exact. */
    public static FourierBasis of(Waves waves) {
        return new FourierBasis(waves);
    }

    /** Returns the modulus. */
    public int p() {
        return p;
    }

    /** Returns all frequencies 1…(p − 1)/2, the highest included; ascending. */
    public List<Frequency> frequencies() {
        return IntStream.rangeClosed(1, (p - 1) / 2)
                .mapToObj(k -> new Frequency(k, p))
                .toList();
    }

    /** Returns F itself: [component = p, any = p], row by row as described above. */
    public Tensor rows() {
        return rows;
    }

    /**
     * Returns F · x: the p coefficients of one function, by fast Fourier transform.
     *
     * @param x p values; not modified
     * @return constant, cos 1, sin 1, cos 2, …; the sum of squares equals x's
     * @throws ShapeException if there are not p values
     */
    public double[] transform(double[] x) {
        requireLength(x.length);
        return fft.map(exact -> transform(exact, x)).orElseGet(() -> rows.times(x));
    }

    private double[] transform(DoubleFFT_1D transform, double[] x) {
        double[] packed = x.clone();
        transform.realForward(packed);
        double[] coefficients = new double[p];
        coefficients[0] = constant * packed[0];
        for (int k = 1; k <= (p - 1) / 2; k++) {
            // Odd lengths: the highest frequency's imaginary part has no place behind its real part and sits at 1.
            double imaginary = 2 * k + 1 < p ? packed[2 * k + 1] : packed[1];
            coefficients[2 * k - 1] = wave * packed[2 * k];
            coefficients[2 * k] = -wave * imaginary;
        }
        return coefficients;
    }

    /**
     * Returns F · X: each column of a matrix transformed.
     *
     * @param x [p, m]; not modified
     * @return [component = p, m]
     * @throws ShapeException if x has not p rows
     */
    public Tensor transformColumns(Tensor x) {
        int columns = x.size(1);
        double[] result = new double[p * columns];
        for (int column = 0; column < columns; column++) {
            double[] coefficients = transform(x.column(column));
            for (int i = 0; i < p; i++) {
                result[i * columns + column] = coefficients[i];
            }
        }
        return Tensor.owning(Shape.of(Axis.COMPONENT, p, x.shape().axes().get(1), columns), result);
    }

    /**
     * Returns what the waves of some frequencies contribute to each column: Σ_k f fᵀX over f = F[2k − 1], F[2k].
     *
     * @param x [p, m]; not modified
     * @param frequencies may be empty, then the result is zero
     * @return [p, m]; the constant is not part of it
     * @throws ShapeException if x has not p rows
     */
    public Tensor project(Tensor x, Collection<Frequency> frequencies) {
        requireLength(x.size(0));
        double[] result = new double[p * x.size(1)];
        for (Frequency frequency : frequencies) {
            addProjection(x, rows.row(frequency.cosineRow()), result);
            addProjection(x, rows.row(frequency.sineRow()), result);
        }
        return Tensor.owning(x.shape(), result);
    }

    private static void addProjection(Tensor x, double[] direction, double[] result) {
        int columns = x.size(1);
        double[] coefficients = new double[columns];
        for (int i = 0; i < direction.length; i++) {
            for (int column = 0; column < columns; column++) {
                coefficients[column] += direction[i] * x.at(i * columns + column);
            }
        }
        for (int i = 0; i < direction.length; i++) {
            for (int column = 0; column < columns; column++) {
                result[i * columns + column] += direction[i] * coefficients[column];
            }
        }
    }

    private Tensor denseRows(Waves waves) {
        double[] values = new double[p * p];
        for (int x = 0; x < p; x++) {
            values[x] = constant;
            for (int k = 1; k <= (p - 1) / 2; k++) {
                values[(2 * k - 1) * p + x] = wave * waves.cos(k * x);
                values[2 * k * p + x] = wave * waves.sin(k * x);
            }
        }
        return Tensor.owning(Shape.of(Axis.COMPONENT, p, Axis.ANY, p), values);
    }

    private void requireLength(int length) {
        if (length != p) {
            throw new ShapeException("expected p = " + p + " values along the transformed axis, got " + length);
        }
    }
}
