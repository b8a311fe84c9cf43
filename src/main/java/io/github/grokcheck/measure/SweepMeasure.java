package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.LossCurve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** What can be measured on several runs that differ in one setting; by the measure of the single run. */
public enum SweepMeasure implements Measure {
    /** {@link #lessIsLater}. */
    LESS_IS_LATER(
            "sweep.less-is-later",
            Unit.FRACTION,
            "share of the pairs of runs of one seed in which the one with less of the setting gets there later",
            SweepMeasure::lessIsLater),
    /** {@link #largestRatio}. */
    LARGEST_RATIO(
            "sweep.largest-ratio",
            Unit.ONE,
            "largest number of epochs over the runs ÷ the smallest",
            SweepMeasure::largestRatio),
    /** {@link #distanceFromPublished}. */
    DISTANCE_FROM_PUBLISHED(
            "sweep.distance-from-published",
            Unit.ONE,
            "largest |ln(epochs ÷ the authors' epochs)| over the training fractions",
            SweepMeasure::distanceFromPublished);

    private static final List<RunMeasure> MEASURES = Stream.of(RunMeasure.values())
            .filter(measure -> measure.id().startsWith("epoch."))
            .toList();

    private final Definition definition;
    private final ToDoubleBiFunction<List<SweepPoint>, RunMeasure> measurement;

    /** The measurement gives NaN or infinity where it has no number. */
    SweepMeasure(String id, Unit unit, String formula, ToDoubleBiFunction<List<SweepPoint>, RunMeasure> measurement) {
        this.definition = new Definition(id, unit, formula);
        this.measurement = measurement;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Measures a sweep; members are the ids of the runs' measures, where they give a number. */
    public Value of(List<SweepPoint> points) {
        if (points.stream().mapToDouble(SweepPoint::setting).distinct().count() < 2) {
            return new Value.Unavailable("there are no recorded runs with different values of the setting");
        }
        Map<String, Double> byMeasure = new LinkedHashMap<>();
        for (RunMeasure measure : MEASURES) {
            double x = measurement.applyAsDouble(points, measure);
            if (Double.isFinite(x)) {
                byMeasure.put(measure.id(), x);
            }
        }
        return byMeasure.isEmpty()
                ? new Value.Undefined("no measure has a number on enough of the runs")
                : new Value.Members(byMeasure);
    }

    /**
     * Over all pairs of runs of one seed with different settings, the share in which the run with less of it gets there later. A run
     * that never gets there is later than any epoch that it was trained for; a pair that this leaves open does not count.
     */
    private static double lessIsLater(List<SweepPoint> points, RunMeasure measure) {
        int decided = 0;
        int later = 0;
        for (SweepPoint less : points) {
            for (SweepPoint more : points) {
                if (less.setting() < more.setting() && less.seed() == more.seed()) {
                    OptionalLong a = epoch(less, measure);
                    OptionalLong b = epoch(more, measure);
                    if (a.isPresent() && b.isPresent()) {
                        decided++;
                        later += a.getAsLong() > b.getAsLong() ? 1 : 0;
                    } else if (b.isPresent() && b.getAsLong() <= length(less.losses())) {
                        decided++;
                        later++;
                    } else if (a.isPresent() && a.getAsLong() <= length(more.losses())) {
                        decided++;
                    }
                }
            }
        }
        return (double) later / decided;
    }

    /** No number if a run does not get there, or starts there. */
    private static double largestRatio(List<SweepPoint> points, RunMeasure measure) {
        if (points.stream().anyMatch(point -> epoch(point, measure).isEmpty())) {
            return Double.NaN;
        }
        double[] epochs = points.stream()
                .mapToDouble(point -> epoch(point, measure).orElseThrow())
                .sorted()
                .toArray();
        return epochs[epochs.length - 1] / epochs[0];
    }

    /** No number if a run does not get where the authors' did; shares that they did not train do not count. */
    private static double distanceFromPublished(List<SweepPoint> points, RunMeasure measure) {
        List<SweepPoint> published = points.stream()
                .filter(point -> PublishedSweep.epoch(measure, point.setting()).isPresent())
                .toList();
        if (published.stream().anyMatch(point -> epoch(point, measure).isEmpty())) {
            return Double.NaN;
        }
        return published.stream()
                .mapToDouble(point ->
                        Math.abs(Math.log((double) epoch(point, measure).orElseThrow()
                                / PublishedSweep.epoch(measure, point.setting()).orElseThrow())))
                .max()
                .orElse(Double.NaN);
    }

    private static OptionalLong epoch(SweepPoint point, RunMeasure measure) {
        return measure.of(point.losses()) instanceof Value.Count count
                ? OptionalLong.of(count.n())
                : OptionalLong.empty();
    }

    private static long length(LossCurve losses) {
        return losses.points().get(losses.points().size() - 1).epoch();
    }
}
