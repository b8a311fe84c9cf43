package io.github.grokcheck.claim;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of independent numbers and the half width of Student's 95 % confidence interval around it, t₀.₉₇₅(n − 1) s/√n
 * with the sample deviation s.
 *
 * @param mean of the numbers
 * @param deviation their sample standard deviation, with n − 1
 * @param n how many there are, two at least
 */
public record StudentInterval(double mean, double deviation, int n) {
    private static final double QUANTILE = 0.975;

    /** The interval of some numbers, two at least. */
    public static StudentInterval of(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        return new StudentInterval(mean, Math.sqrt(squares / (numbers.length - 1)), numbers.length);
    }

    /** Lower end. */
    public double low() {
        return mean - halfWidth(n);
    }

    /** Upper end. */
    public double high() {
        return mean + halfWidth(n);
    }

    /** The half width with another number of runs, if the deviation stays what it is. */
    double halfWidth(int runs) {
        return TDistribution.of(runs - 1).inverseCumulativeProbability(QUANTILE) * deviation / Math.sqrt(runs);
    }
}
