package io.github.grokcheck.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How each followed quantity that is one number moves within a phase, on the axis on which the paper draws it: losses by their natural
 * logarithm, everything else as a share of its range over the run. So a loss that halves
 * along a straight line has a trend of −0.69, and a Gini coefficient that makes a tenth of its way one of 0.1. Where a curve
 * is bent, slope times length is not the change from end to end.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, figure 7"
 */
final class Trends {
    private static final Value NO_PHASES =
            new Value.Undefined("the run shows no three phases, so there is nothing to compare");

    private Trends() {}

    /** Lower end of the slope's 95 % interval times the phase's length, by quantity. */
    static Value low(RunSeries series, Phase phase) {
        return each(series, phase, line -> line.low() * length(series, phase));
    }

    /** Upper end of the slope's 95 % interval times the phase's length, by quantity. */
    static Value high(RunSeries series, Phase phase) {
        return each(series, phase, line -> line.high() * length(series, phase));
    }

    /** Kendall's τ of epoch and quantity, by quantity. */
    static Value monotonicity(RunSeries series, Phase phase) {
        return each(series, phase, TheilSen::tau);
    }

    /** |slope in the phase| ÷ (|slope in the phase| + |slope in the phase before|), by quantity: 2/3 if twice as steep. */
    static Value sharpness(RunSeries series, Phase phase, Phase before) {
        Map<String, Double> sharpness = new LinkedHashMap<>();
        if (series.phases().isEmpty()) {
            return NO_PHASES;
        }
        for (ModelMeasure measure : Series.FOLLOWED) {
            Optional<TheilSen> now = line(series, phase, measure);
            Optional<TheilSen> then = line(series, before, measure);
            if (now.isPresent() && then.isPresent()) {
                double steep = Math.abs(now.get().slope());
                sharpness.put(measure.id(), steep / (steep + Math.abs(then.get().slope())));
            }
        }
        sharpness.values().removeIf(x -> !Double.isFinite(x));
        return new Value.Members(sharpness);
    }

    private static Value each(RunSeries series, Phase phase, ToDoubleFunction<TheilSen> number) {
        if (series.phases().isEmpty()) {
            return NO_PHASES;
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (ModelMeasure measure : Series.FOLLOWED) {
            line(series, phase, measure).ifPresent(line -> numbers.put(measure.id(), number.applyAsDouble(line)));
        }
        return new Value.Members(numbers);
    }

    private static int length(RunSeries series, Phase phase) {
        Phases phases = series.phases().orElseThrow();
        return phases.end(phase) - phases.start(phase);
    }

    private static Optional<TheilSen> line(RunSeries series, Phase phase, ModelMeasure measure) {
        Phases phases = series.phases().orElseThrow();
        int from = series.index(phases.start(phase));
        int to = series.index(phases.end(phase)) + 1;
        double[] epochs =
                Arrays.stream(series.epochs(), from, to).asDoubleStream().toArray();
        return series.of(measure)
                .map(x -> asDrawn(measure, x))
                .map(x -> Arrays.copyOfRange(x, from, to))
                .filter(x -> Arrays.stream(x).allMatch(Double::isFinite))
                .map(x -> TheilSen.of(epochs, x));
    }

    private static double[] asDrawn(ModelMeasure measure, double[] x) {
        if (measure.unit() == Unit.NATS) {
            return Arrays.stream(x).map(Math::log).toArray();
        }
        double range =
                Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow();
        return Arrays.stream(x).map(value -> value / range).toArray();
    }
}
