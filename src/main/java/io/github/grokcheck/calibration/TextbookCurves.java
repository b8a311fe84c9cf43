package io.github.grokcheck.calibration;

import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.trajectory.MeasureTable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A run of 25,000 epochs, written by hand, on which every sentence of the paper about its three phases is true to the
 * letter: memorisation to epoch 1,400, circuit formation to 9,400, cleanup to 14,000. Losses are straight lines on a
 * logarithmic axis between these epochs, Gini coefficients on a linear one.
 */
final class TextbookCurves {
    private static final int MEMORISED = 1_400;
    private static final int CLEANUP = 9_400;
    private static final int STEADY = 14_000;
    private static final int LENGTH = 25_000;
    private static final int STEP = 100;

    private TextbookCurves() {}

    static RunSeries of(int p) {
        Map<ModelMeasure, IntToDoubleFunction> curves = new EnumMap<>(ModelMeasure.class);
        curves.put(ModelMeasure.LOSS_TRAIN, logarithmic(4.75, 4e-7, 3e-7, 1e-7, 9.9e-8));
        // The test loss jumps from far above to just below a uniform guess, which is where cleanup begins.
        IntToDoubleFunction collapse = logarithmic(1, 1, 4, 3e-7, 2.99e-7);
        curves.put(
                ModelMeasure.LOSS_TEST,
                epoch -> epoch >= CLEANUP
                        ? collapse.applyAsDouble(epoch)
                        : 4.76 + 20.0 * Math.min(epoch, MEMORISED) / MEMORISED);
        curves.put(ModelMeasure.RESTRICTED_ALL, logarithmic(4.75, 4.7, 6e-3, 5e-8, 4.9e-8));
        curves.put(ModelMeasure.EXCLUDED_TRAIN, logarithmic(4.75, 0.3, 12, 12.1, 12.1));
        curves.put(ModelMeasure.W_E_GINI, linear(0.04, 0.035, 0.12, 0.7, 0.71));
        curves.put(ModelMeasure.W_L_GINI, linear(0.04, 0.035, 0.14, 0.82, 0.83));
        curves.put(ModelMeasure.SUM_OF_SQUARES, TextbookCurves::squaredWeights);
        Collection<IntToDoubleFunction> columns = curves.values();
        return new RunSeries(
                new MeasureTable(
                        curves.keySet().stream().map(ModelMeasure::id).toList(),
                        IntStream.rangeClosed(0, LENGTH / STEP)
                                .map(i -> STEP * i)
                                .mapToObj(epoch -> new MeasureTable.Row(
                                        epoch,
                                        columns.stream()
                                                .map(curve -> OptionalDouble.of(curve.applyAsDouble(epoch)))
                                                .toList()))
                                .toList()),
                p);
    }

    /** Bends the other way in each phase: up until memorised, then down, up in cleanup, and down at last. */
    private static double squaredWeights(int epoch) {
        if (epoch <= MEMORISED) {
            return 1783 + 1800 * Math.pow((double) epoch / MEMORISED, 4);
        }
        if (epoch <= CLEANUP) {
            return 3583 - 800 * Math.pow((double) (epoch - MEMORISED) / (CLEANUP - MEMORISED), 8);
        }
        if (epoch <= STEADY) {
            return 995 + 1788 * square((double) (STEADY - epoch) / (STEADY - CLEANUP));
        }
        double settling = Math.min(1, (epoch - STEADY) / 1000.0);
        return 995 - 60 * square(settling) * (3 - 2 * settling);
    }

    private static double square(double x) {
        return x * x;
    }

    private static IntToDoubleFunction logarithmic(double... knots) {
        IntToDoubleFunction exponent = linear(IntStream.range(0, knots.length)
                .mapToDouble(i -> Math.log(knots[i]))
                .toArray());
        return epoch -> Math.exp(exponent.applyAsDouble(epoch));
    }

    /** Straight lines between the values at the start, at the three boundaries and at the end. */
    private static IntToDoubleFunction linear(double... knots) {
        List<Integer> epochs = List.of(0, MEMORISED, CLEANUP, STEADY, LENGTH);
        return epoch -> {
            int to = IntStream.range(1, epochs.size())
                    .filter(i -> epoch <= epochs.get(i))
                    .findFirst()
                    .orElseThrow();
            double way = (double) (epoch - epochs.get(to - 1)) / (epochs.get(to) - epochs.get(to - 1));
            return knots[to - 1] + way * (knots[to] - knots[to - 1]);
        };
    }
}
