package io.github.grokcheck.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The arithmetic of {@link NaiveMeasures}: arrays of rows, and the Fourier basis normalised by its rows' own lengths. */
final class DenseArithmetic {
    private DenseArithmetic() {}

    interface Entry {
        double at(int row, int column);
    }

    static double[][] matrix(int rows, int columns, Entry entry) {
        double[][] result = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[row][column] = entry.at(row, column);
            }
        }
        return result;
    }

    static double[] column(double[][] matrix, int column) {
        return Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
    }

    static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    static double[][] basis(int p) {
        double[][] rows = new double[p][p];
        for (int x = 0; x < p; x++) {
            rows[0][x] = 1;
            for (int k = 1; k <= (p - 1) / 2; k++) {
                rows[2 * k - 1][x] = Math.cos(2 * Math.PI * k * x / p);
                rows[2 * k][x] = Math.sin(2 * Math.PI * k * x / p);
            }
        }
        for (double[] row : rows) {
            double length = Math.sqrt(dot(row, row));
            for (int x = 0; x < p; x++) {
                row[x] /= length;
            }
        }
        return rows;
    }

    /** Mean absolute difference over twice the mean: another formula for the same coefficient. */
    static double gini(double[] x) {
        double differences = 0;
        for (double first : x) {
            for (double second : x) {
                differences += Math.abs(first - second);
            }
        }
        return differences / (2 * x.length * Arrays.stream(x).sum());
    }

    static int[] block(int k) {
        return new int[] {0, 2 * k - 1, 2 * k};
    }
}
