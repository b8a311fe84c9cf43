package io.github.grokcheck.measure;

import java.util.Arrays;

/**
 * The Gini coefficient as a measure of sparsity: 0 for equal numbers, 1 − 1/n for a single one among n.
 *
 * @see "Hurley and Rickard 2009, Comparing measures of sparsity, table I"
 */
final class Gini {
    private Gini() {}

    /**
     * 1 − 2 Σ_{i=1}^{n} x_(i)/Σx · (n − i + ½)/n over the ascending x_(i). Applied to lengths, not to their squares: of
     * squares it is much larger.
     *
     * @param x non-negative, at least one; not modified
     * @return a fraction; undefined if all are 0
     */
    static Value of(double[] x) {
        double[] ascending = x.clone();
        Arrays.sort(ascending);
        int n = x.length;
        double total = Arrays.stream(ascending).sum();
        double weighted = 0;
        for (int i = 1; i <= n; i++) {
            weighted += ascending[i - 1] / total * (n - i + 0.5) / n;
        }
        return Value.finite(1 - 2 * weighted, "all components are 0");
    }
}
