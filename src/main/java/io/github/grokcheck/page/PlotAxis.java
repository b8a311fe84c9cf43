package io.github.grokcheck.page;

import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.page.Plot.Tick;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An axis with room for some numbers.
 *
 * @param low its left end; the exponent of ten where it is logarithmic
 * @param high its right end; likewise
 * @param logarithmic whether equal lengths are equal factors
 */
record PlotAxis(double low, double high, boolean logarithmic) {
    /** Numbers that differ by less are told apart on a linear axis. */
    private static final double LARGE_FACTOR = 50;

    private static final double MARGIN = 0.07;
    private static final int MOST_TICKS = 5;

    /** An axis that shows all numbers that are finite; logarithmic where they are positive and far apart. */
    static PlotAxis spanning(double... numbers) {
        double[] finite =
                Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray();
        if (finite.length == 0) {
            return new PlotAxis(0, 1, false);
        }
        double least = finite[0];
        double most = finite[finite.length - 1];
        return least > 0 && most / least >= LARGE_FACTOR
                ? withMargins(Math.log10(least), Math.log10(most), true)
                : withMargins(least, most, false);
    }

    private static PlotAxis withMargins(double low, double high, boolean logarithmic) {
        double span = high - low;
        double margin = span > 0 ? MARGIN * span : Math.max(Math.abs(low) * MARGIN, MARGIN);
        return new PlotAxis(low - margin, high + margin, logarithmic);
    }

    /** Where a number lies, from 0 to 1; infinite ones at the ends. */
    double at(double x) {
        double place = logarithmic ? Math.log10(Math.max(x, 0)) : x;
        return Math.max(0, Math.min(1, (place - low) / (high - low)));
    }

    /** At most five round numbers. */
    List<Tick> ticks() {
        return logarithmic ? decades() : roundNumbers();
    }

    private List<Tick> decades() {
        int first = (int) Math.ceil(low);
        int last = (int) Math.floor(high);
        int step = Math.max(1, (last - first + MOST_TICKS) / MOST_TICKS);
        return IntStream.rangeClosed(first, last)
                .filter(exponent -> exponent % step == 0)
                .mapToObj(exponent -> tick(Math.pow(10, exponent)))
                .toList();
    }

    private List<Tick> roundNumbers() {
        double step = roundStep((high - low) / (MOST_TICKS - 1));
        return LongStream.rangeClosed((long) Math.ceil(low / step), (long) Math.floor(high / step))
                .mapToObj(i -> tick(i * step))
                .toList();
    }

    /** The least of 1, 2, 5, 10, 20, ... that is no smaller. */
    private static double roundStep(double atLeast) {
        double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
        return DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * decade)
                .filter(step -> step >= atLeast)
                .findFirst()
                .orElse(10 * decade);
    }

    private Tick tick(double x) {
        return new Tick(at(x), Wording.number(x));
    }
}
