package io.github.grokcheck.cli;

import io.github.grokcheck.djl.Benchmark.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What epochs of several recipes cost, and the straight lines through it by least squares: milliseconds against 10⁹
 * operations.
 *
 * @param costs one for each recipe
 * @param oneRun through one run with all threads
 * @param sideBySide through runs side by side, per run
 */
record CostLine(List<Cost> costs, Line oneRun, Line sideBySide) {
    /**
     * A straight line.
     *
     * @param ms of an epoch without any product
     * @param msPerGflop milliseconds more for each 10⁹ operations
     */
    record Line(double ms, double msPerGflop) {
        static Line through(List<Cost> costs, ToDoubleFunction<Cost> time) {
            double x = mean(costs, Cost::gflopPerEpoch);
            double y = mean(costs, time);
            double spread = mean(costs, cost -> (cost.gflopPerEpoch() - x) * (cost.gflopPerEpoch() - x));
            double rise = mean(costs, cost -> (cost.gflopPerEpoch() - x) * (time.applyAsDouble(cost) - y));
            double slope = spread == 0 ? 0 : rise / spread;
            return new Line(y - slope * x, slope);
        }

        private static double mean(List<Cost> costs, ToDoubleFunction<Cost> value) {
            return costs.stream().mapToDouble(value).average().orElseThrow();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f ms + %.1f ms per GFLOP", ms, msPerGflop);
        }
    }

    CostLine(List<Cost> costs) {
        this(List.copyOf(costs), Line.through(costs, Cost::msPerEpoch), Line.through(costs, Cost::sideBySideMs));
    }

    /** For people. */
    List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("recipe", "p", "d_mlp", "examples", "GFLOP", "ms", "ms side by side"));
        costs.forEach(cost -> rows.add(List.of(
                cost.recipe(),
                Integer.toString(cost.p()),
                Integer.toString(cost.dMlp()),
                Integer.toString(cost.examples()),
                String.format(Locale.ROOT, "%.2f", cost.gflopPerEpoch()),
                String.format(Locale.ROOT, "%.1f", cost.msPerEpoch()),
                String.format(Locale.ROOT, "%.1f", cost.sideBySideMs()))));
        List<String> lines = new ArrayList<>(new TextTable(rows).lines());
        lines.add("an epoch: " + oneRun + "; side by side: " + sideBySide);
        return lines;
    }
}
