package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.SumDirections;
import io.github.grokcheck.spectral.Variation;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * A linear probe: how well cos and sin of 2πk(a + b)/p can be read off the neurons by a linear map fitted on the training
 * pairs, tried on the test pairs. Unlike the directions of W_L the map is free, so this asks whether the waves are there
 * at all; fitting and trying on different pairs keeps 512 free coefficients from finding them by chance.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.2; slide 31"
 */
final class NeuronProbe {
    /** The ridge's share of a neuron's mean sum of squares: it decides what neurons that hardly vary may say. */
    private static final double RIDGE = 1e-7;

    private static final String OVERFLOW =
            "the neurons are so large that their products overflow, or a side of the split is too small";

    private NeuronProbe() {}

    /**
     * For each key, 1 − Σ(y − ŷ)² / Σ(y − mean)² over the test pairs, y = c_k or s_k. ŷ = mean + (N − mean)·w, means over
     * the training pairs; w solves (XᵀX + λ)w = Xᵀy there, X the centred neurons, λ = 10⁻⁷ ‖X‖² / d_mlp. Negative where
     * the fit is worse than a constant.
     *
     * @return named cos.k, sin.k; undefined if no neuron varies or a split's side is too small
     */
    static Value onTestPairs(MeasuredModel model, Split split) {
        Tensor neurons = model.activations().neurons();
        int columns = neurons.size(1);
        double[] mean = new double[columns];
        for (int row : split.trainRows()) {
            for (int i = 0; i < columns; i++) {
                mean[i] += neurons.at(row * columns + i) / split.trainRows().length;
            }
        }
        Tensor centred = neurons.plusRow(Arrays.stream(mean).map(x -> -x).toArray());
        Tensor train = rows(centred, split.trainRows());
        // A mean is rounded, so neurons that never vary are not exactly 0 once it is taken off.
        if (Arrays.stream(Variation.ofColumns(rows(neurons, split.trainRows()))).sum() == 0) {
            return new Value.Undefined("no neuron varies");
        }
        var solver = LinearSolverFactory_DDRM.symmPosDef(columns);
        if (!solver.setA(ridged(train))) {
            return new Value.Undefined(OVERFLOW);
        }
        Map<String, Double> byName = new LinkedHashMap<>();
        for (Frequency key : model.keys()) {
            byName.put(
                    "cos." + key, explained(SumDirections.cosine(model.basis(), key), centred, train, split, solver));
            byName.put("sin." + key, explained(SumDirections.sine(model.basis(), key), centred, train, split, solver));
        }
        return Value.finite(byName, OVERFLOW);
    }

    private static Tensor rows(Tensor matrix, int[] rows) {
        int columns = matrix.size(1);
        double[] picked = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(matrix.row(rows[i]), 0, picked, i * columns, columns);
        }
        return Tensor.owning(Shape.of(Axis.PAIR, rows.length, Axis.D_MLP, columns), picked);
    }

    private static DMatrixRMaj ridged(Tensor train) {
        int columns = train.size(1);
        double[] products = train.transposed().times(train).toArray();
        double ridge = RIDGE * train.sumOfSquares() / columns;
        for (int i = 0; i < columns; i++) {
            products[i * columns + i] += ridge;
        }
        return DMatrixRMaj.wrap(columns, columns, products);
    }

    private static double explained(
            double[] wave, Tensor centred, Tensor train, Split split, LinearSolverDense<DMatrixRMaj> solver) {
        double mean = Arrays.stream(split.trainRows())
                .mapToDouble(row -> wave[row])
                .average()
                .orElse(Double.NaN);
        double[] target = Arrays.stream(split.trainRows())
                .mapToDouble(row -> wave[row] - mean)
                .toArray();
        double[] products = train.transposed().times(target);
        DMatrixRMaj weights = new DMatrixRMaj(products.length, 1);
        solver.solve(DMatrixRMaj.wrap(products.length, 1, products), weights);
        double[] fitted = centred.times(weights.getData());
        double testMean = Arrays.stream(split.testRows())
                .mapToDouble(row -> wave[row])
                .average()
                .orElse(Double.NaN);
        double missed = 0;
        double variation = 0;
        for (int row : split.testRows()) {
            missed += Math.pow(wave[row] - mean - fitted[row], 2);
            variation += Math.pow(wave[row] - testMean, 2);
        }
        return 1 - missed / variation;
    }
}
