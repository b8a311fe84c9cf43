package io.github.grokcheck.measure;

import io.github.grokcheck.spectral.PairLines;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;

/**
 * Logits of all p² pairs, one row at a time. An ablation is written as a sum of such rows, and no second p² × p array is
 * made for it.
 */
@FunctionalInterface
interface LogitRows {
    /**
     * Adds factor times the logits of one pair to a buffer.
     *
     * @param row a·p + b
     * @param sum p numbers, modified
     */
    void addTo(int row, double factor, double[] sum);

    /** The rows of a matrix: [pair = p², p]. */
    static LogitRows of(Tensor logits) {
        int p = logits.size(1);
        return (row, factor, sum) -> addRow(logits, row * p, factor, sum);
    }

    /** A table's rows: each pair has the row of the line on which it lies; [p, p]. */
    static LogitRows alongLines(PairLines lines, Tensor table) {
        int p = table.size(0);
        return (row, factor, sum) -> addRow(table, lines.line(row, p) * p, factor, sum);
    }

    /** The same p numbers for every pair. */
    static LogitRows constant(double[] row) {
        return (anyRow, factor, sum) -> Arrays.setAll(sum, c -> sum[c] + factor * row[c]);
    }

    /** These logits and others added. */
    default LogitRows plus(LogitRows other) {
        return (row, factor, sum) -> {
            addTo(row, factor, sum);
            other.addTo(row, factor, sum);
        };
    }

    /** These logits less others. */
    default LogitRows minus(LogitRows other) {
        return (row, factor, sum) -> {
            addTo(row, factor, sum);
            other.addTo(row, -factor, sum);
        };
    }

    private static void addRow(Tensor table, int offset, double factor, double[] sum) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += factor * table.at(offset + c);
        }
    }
}
