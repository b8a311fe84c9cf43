package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;

/** Sums of squared deviations from the mean. */
public final class Variation {
    private Variation() {}

    /**
     * Returns Σ_n (x_n − mean)² for each column of a matrix; exactly 0 where a column never varies.
     *
     * @param x [n, m]; not modified
     * @return m numbers
     */
    public static double[] ofColumns(Tensor x) {
        int columns = x.size(1);
        double[] reference = x.row(0);
        double[] means = deviationMeans(x, reference);
        double[] sums = new double[columns];
        for (int row = 0; row < x.size(0); row++) {
            for (int column = 0; column < columns; column++) {
                double deviation = x.at(row * columns + column) - reference[column] - means[column];
                sums[column] += deviation * deviation;
            }
        }
        return sums;
    }

    /**
     * Returns Σ (x − mean)² over all entries, with one mean for all of them; exactly 0 where they are all equal.
     *
     * @param x any shape; not modified
     */
    public static double ofAll(Tensor x) {
        int count = x.shape().count();
        double reference = x.at(0);
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += x.at(i) - reference;
        }
        mean /= count;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double deviation = x.at(i) - reference - mean;
            sum += deviation * deviation;
        }
        return sum;
    }

    /** Means of the deviations from the first row: the mean of equal numbers, summed as they are, may be another number. */
    private static double[] deviationMeans(Tensor x, double[] reference) {
        int columns = x.size(1);
        double[] means = new double[columns];
        for (int row = 0; row < x.size(0); row++) {
            for (int column = 0; column < columns; column++) {
                means[column] += x.at(row * columns + column) - reference[column];
            }
        }
        Arrays.setAll(means, column -> means[column] / x.size(0));
        return means;
    }
}
