package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.MeasureTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A series for tests: curves as functions of the epoch, at every hundredth epoch from 0 to 10,000. */
final class Recorded {
    static final int P = 113;

    private final Map<String, IntToDoubleFunction> curves = new LinkedHashMap<>();

    /** Memorised at 1,000, cleaned up from 6,000 to 8,000, where each curve has a corner; e-folds between. */
    static Recorded textbook() {
        return new Recorded()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 6_000
                                ? 5 + 20.0 * Math.min(epoch, 1_000) / 1_000
                                : 4 * Math.exp(-Math.min(epoch - 6_000, 2_000) / 200.0))
                .with(
                        ModelMeasure.EXCLUDED_TRAIN,
                        epoch -> epoch < 1_000
                                ? 4.7 * Math.exp(-epoch / 500.0)
                                : 4.7 * Math.exp(-2 + Math.min(epoch - 1_000, 5_000) / 1_000.0))
                .with(ModelMeasure.RESTRICTED_ALL, epoch -> 4.7 * Math.exp(-Math.max(0, epoch - 1_000) / 1_000.0))
                .with(
                        ModelMeasure.W_L_GINI,
                        epoch -> epoch < 6_000
                                ? 0.1 + 0.1 * epoch / 6_000
                                : 0.2 + 0.6 * Math.min(epoch - 6_000, 2_000) / 2_000);
    }

    Recorded with(ModelMeasure measure, IntToDoubleFunction curve) {
        curves.put(measure.id(), curve);
        return this;
    }

    RunSeries series() {
        return seriesEvery(100);
    }

    RunSeries seriesEvery(int step) {
        return new RunSeries(
                new MeasureTable(
                        curves.keySet().stream().toList(),
                        IntStream.rangeClosed(0, 10_000 / step)
                                .map(i -> step * i)
                                .mapToObj(epoch -> new MeasureTable.Row(
                                        epoch,
                                        curves.values().stream()
                                                .map(curve -> OptionalDouble.of(curve.applyAsDouble(epoch)))
                                                .toList()))
                                .toList()),
                P);
    }
}
