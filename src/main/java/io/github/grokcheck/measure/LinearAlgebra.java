package io.github.grokcheck.measure;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** What EJML decomposes for the measures, between this project's tensors. */
final class LinearAlgebra {
    /**
     * Singular values below this share of the largest count as 0: far above the rounding of a float64 transform (1e-13),
     * far below what float32 weights resolve (6e-8).
     */
    private static final double NEGLIGIBLE = 1e-10;

    private LinearAlgebra() {}

    /** The singular values of a matrix, largest first. */
    static double[] singularValues(Tensor matrix) {
        double[] values = decomposed(matrix, false).getSingularValues().clone();
        Arrays.sort(values);
        double[] descending = new double[values.length];
        Arrays.setAll(descending, i -> values[values.length - 1 - i]);
        return descending;
    }

    /**
     * An orthonormal basis of the span of a matrix's columns.
     *
     * @param columns [m, n]; not modified
     * @return [m, rank]; empty if the rank is 0
     */
    static Optional<Tensor> orthonormalBasis(Tensor columns) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = decomposed(columns, true);
        DMatrixRMaj left = svd.getU(null, false);
        SingularOps_DDRM.descendingOrder(
                left, false, svd.getSingularValues(), svd.numberOfSingularValues(), null, false);
        int rank = rank(svd.getSingularValues());
        return rank == 0 ? Optional.empty() : Optional.of(tensor(left).columns(0, rank));
    }

    private static int rank(double[] descending) {
        return (int) Arrays.stream(descending)
                .filter(sigma -> sigma > NEGLIGIBLE * descending[0])
                .count();
    }

    private static SingularValueDecomposition_F64<DMatrixRMaj> decomposed(Tensor matrix, boolean needLeft) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(matrix.size(0), matrix.size(1), needLeft, false, true);
        if (!svd.decompose(DMatrixRMaj.wrap(matrix.size(0), matrix.size(1), matrix.toArray()))) {
            throw new ArithmeticException("the singular values of " + matrix + " did not converge");
        }
        return svd;
    }

    private static Tensor tensor(DMatrixRMaj matrix) {
        Shape shape = Shape.of(Axis.ANY, matrix.getNumRows(), Axis.ANY, matrix.getNumCols());
        return Tensor.of(shape, Arrays.copyOf(matrix.getData(), shape.count()));
    }
}
