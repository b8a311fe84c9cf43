package io.github.grokcheck.measure;

import java.util.Arrays;

/**
 * A straight line through points that a few wild ones do not move.
 *
 * @param slope the median of the slopes of all pairs of points
 * @param low lower end of the slope's 95 % confidence interval
 * @param high its upper end
 * @param tau Kendall's rank correlation τ_a of x and y: 1 where y only rises, −1 where it only falls
 * @see "Sen 1968, Estimates of the regression coefficient based on Kendall's tau, JASA 63; the interval's ranks are
 *     (N − C)/2 and (N + C)/2 + 1 with C = 1.96 √(n(n − 1)(2n + 5)/18) among the N = n(n − 1)/2 slopes; neighbours along a run are not independent, so
 *     it is narrower than 95 % asks"
 */
record TheilSen(double slope, double low, double high, double tau) {
    private static final double QUANTILE = 1.959963984540054;

    /**
     * The line through points.
     *
     * @param x strictly ascending, at least two
     * @param y one a point
     */
    static TheilSen of(double[] x, double[] y) {
        int n = x.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pair = 0;
        int rising = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[pair] = (y[j] - y[i]) / (x[j] - x[i]);
                rising += (int) Math.signum(slopes[pair]);
                pair++;
            }
        }
        Arrays.sort(slopes);
        double spread = QUANTILE * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
        int below = (int) Math.floor((slopes.length - spread) / 2);
        return new TheilSen(
                median(slopes),
                slopes[Math.max(0, below - 1)],
                slopes[Math.min(slopes.length - 1, slopes.length - below)],
                (double) rising / slopes.length);
    }

    /** The middle number, or the mean of the two middle ones. */
    static double median(double[] numbers) {
        double[] ascending = numbers.clone();
        Arrays.sort(ascending);
        int n = ascending.length;
        return (ascending[(n - 1) / 2] + ascending[n / 2]) / 2;
    }
}
