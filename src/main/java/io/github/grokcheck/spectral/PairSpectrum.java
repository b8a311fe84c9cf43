package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import java.util.Collection;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The two-dimensional spectrum of several functions of (a, b) taken together: E[f, g] = Σ_c Ĝ[f, g, c]² with
 * Ĝ[f, g, c] = Σ_{a,b} F[f, a] F[g, b] M[(a, b), c].
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.1"
 */
public final class PairSpectrum {
    private final FourierBasis basis;
    private final Tensor energies;

    private PairSpectrum(FourierBasis basis, Tensor energies) {
        this.basis = basis;
        this.energies = energies;
    }

    /**
     * Transforms every column along a and along b and adds the squares, in the columns' order whatever the number of
     * threads. By products with F itself: all columns at once, which for a prime p near 100 beats one fast transform
     * after another.
     *
     * @param onPairs [pair = p², m], row a·p + b; not modified
     * @throws ShapeException if there are not p² rows
     */
    public static PairSpectrum ofColumns(FourierBasis basis, Tensor onPairs) {
        int p = basis.p();
        if (onPairs.size(0) != p * p) {
            throw new ShapeException("expected p² = " + p * p + " rows, got " + onPairs.shape());
        }
        int columns = onPairs.size(1);
        Tensor alongFirst = basis.rows().times(onPairs.reshaped(Shape.of(Axis.A, p, Axis.ANY, p * columns)));
        double[] energies = new double[p * p];
        IntStream.range(0, p).parallel().forEach(f -> {
            Tensor coefficients =
                    basis.rows().times(Tensor.owning(Shape.of(Axis.B, p, Axis.ANY, columns), alongFirst.row(f)));
            for (int g = 0; g < p; g++) {
                for (int c = 0; c < columns; c++) {
                    double coefficient = coefficients.at(g * columns + c);
                    energies[f * p + g] += coefficient * coefficient;
                }
            }
        });
        return new PairSpectrum(basis, Tensor.owning(Shape.of(Axis.COMPONENT, p, Axis.COMPONENT, p), energies));
    }

    /** Returns E: [component along a = p, component along b = p]. */
    public Tensor energies() {
        return energies;
    }

    /** Returns Σ E without the constant (0, 0). */
    public double energyWithoutConstant() {
        return withoutConstant().sum();
    }

    /** Returns Σ E over the 2 × 2 blocks {2k − 1, 2k}² of some frequencies. */
    public double blockEnergy(Collection<Frequency> frequencies) {
        return frequencies.stream().mapToDouble(this::blockEnergy).sum();
    }

    private double blockEnergy(Frequency k) {
        int cos = k.cosineRow();
        int sin = k.sineRow();
        return energies.at(cos, cos) + energies.at(cos, sin) + energies.at(sin, cos) + energies.at(sin, sin);
    }

    /** Returns the p² − 1 values √E without the constant, largest first. */
    public double[] descendingNorms() {
        double[] ascending = withoutConstant().map(Math::sqrt).sorted().toArray();
        return IntStream.range(0, ascending.length)
                .mapToDouble(i -> ascending[ascending.length - 1 - i])
                .toArray();
    }

    private DoubleStream withoutConstant() {
        int p = basis.p();
        return IntStream.range(1, p * p).mapToDouble(energies::at);
    }
}
