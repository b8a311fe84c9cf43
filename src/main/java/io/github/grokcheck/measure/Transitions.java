package io.github.grokcheck.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When the quantities that are followed along a run turn, how fast, and which of them first. */
final class Transitions {
    /** What the paper follows beside the losses of training and test. */
    static final List<ModelMeasure> PROGRESS_MEASURES = List.of(
            ModelMeasure.RESTRICTED_ALL,
            ModelMeasure.EXCLUDED_TRAIN,
            ModelMeasure.W_E_GINI,
            ModelMeasure.W_L_GINI,
            ModelMeasure.SUM_OF_SQUARES);

    private static final double SOLVED = 0.01;
    private static final Value NO_PHASES =
            new Value.Undefined("the run shows no three phases, so nothing turns between them");

    private Transitions() {}

    /** The first checkpoint with a restricted loss (all pairs) below one nat. */
    static Value restrictedBelowOne(RunSeries series) {
        return series.of(ModelMeasure.RESTRICTED_ALL)
                .map(restricted -> RunSeries.first(restricted, 0, x -> x < 1)
                        .<Value>map(i -> new Value.Count(series.epochs()[i]))
                        .orElseGet(() -> new Value.Undefined("the restricted loss never falls below one nat")))
                .orElseGet(() -> notRecorded(ModelMeasure.RESTRICTED_ALL));
    }

    /** The first checkpoint after the end of memorisation with an excluded loss (training pairs) above ln p. */
    static Value excludedAboveUniform(RunSeries series) {
        return series.phases()
                .map(phases -> RunSeries.first(
                                series.of(ModelMeasure.EXCLUDED_TRAIN).orElseThrow(),
                                series.index(phases.memorisationEnds()),
                                x -> x > series.uniformLoss())
                        .<Value>map(i -> new Value.Count(series.epochs()[i]))
                        .orElseGet(() -> new Value.Undefined("the excluded loss stays below a uniform guess's")))
                .orElse(NO_PHASES);
    }

    /** The epoch of the largest test loss less that of the least excluded loss. */
    static Value testPeakAfterExcludedMinimum(RunSeries series) {
        return series.phases()
                .<Value>map(phases -> new Value.Count((long) series.epochs()[
                                RunSeries.argmax(
                                        series.of(ModelMeasure.LOSS_TEST).orElseThrow())]
                        - phases.memorisationEnds()))
                .orElse(NO_PHASES);
    }

    /** From the start of cleanup to the first test loss below 0.01 nats, as a share of the epochs up to there. */
    static Value share(RunSeries series) {
        return series.phases()
                .map(phases -> {
                    double[] test = series.of(ModelMeasure.LOSS_TEST).orElseThrow();
                    int solved = series.epochs()[
                            RunSeries.first(test, series.index(phases.cleanupBegins()), x -> x < SOLVED)
                                    .orElseThrow()];
                    return Value.finite((double) (solved - phases.cleanupBegins()) / solved, "the run starts solved");
                })
                .orElse(NO_PHASES);
    }

    /**
     * By progress measure: the largest |ln x(i + 1) − ln x(i)| between neighbouring checkpoints from the end of
     * memorisation to the end of cleanup, divided by the same of the test loss.
     */
    static Value steepestStep(RunSeries series) {
        if (series.phases().isEmpty()) {
            return NO_PHASES;
        }
        double ofTest = steepest(series, ModelMeasure.LOSS_TEST).orElseThrow();
        Map<String, Double> relative = new LinkedHashMap<>();
        for (ModelMeasure measure : PROGRESS_MEASURES) {
            steepest(series, measure).ifPresent(step -> relative.put(measure.id(), step / ofTest));
        }
        return Value.finite(relative, "the test loss never moves");
    }

    private static OptionalDouble steepest(RunSeries series, ModelMeasure measure) {
        Phases phases = series.phases().orElseThrow();
        int from = series.index(phases.memorisationEnds());
        int to = series.index(phases.cleanupEnds());
        return series.of(measure)
                .map(x -> IntStream.range(from, to).mapToDouble(i -> Math.abs(Math.log(x[i + 1] / x[i]))))
                .orElseGet(DoubleStream::empty)
                .max();
    }

    /**
     * By progress measure: how many epochs earlier than the test loss it is half-way between its value at the end of
     * memorisation and its final level, the median over the last tenth of the checkpoints.
     */
    static Value lead(RunSeries series) {
        if (series.phases().isEmpty()) {
            return NO_PHASES;
        }
        int test = halfWay(series, ModelMeasure.LOSS_TEST).orElseThrow();
        Map<String, Double> lead = new LinkedHashMap<>();
        for (ModelMeasure measure : PROGRESS_MEASURES) {
            halfWay(series, measure).ifPresent(epoch -> lead.put(measure.id(), (double) (test - epoch)));
        }
        return new Value.Members(lead);
    }

    private static Optional<Integer> halfWay(RunSeries series, ModelMeasure measure) {
        int memorised = series.index(series.phases().orElseThrow().memorisationEnds());
        return series.of(measure).flatMap(x -> {
            double level = (x[memorised] + RunSeries.finalLevel(x)) / 2;
            boolean falls = level < x[memorised];
            return RunSeries.first(x, memorised, value -> falls ? value <= level : value >= level)
                    .map(i -> series.epochs()[i]);
        });
    }

    /**
     * By boundary between phases: epochs to the nearest inflection of the sum of squared weights, that is, to the nearest
     * checkpoint where the second derivative of the parabola fitted to it and five neighbours on either side changes sign.
     */
    static Value inflectionDistance(RunSeries series) {
        Optional<double[]> weights = series.of(ModelMeasure.SUM_OF_SQUARES);
        if (series.phases().isEmpty() || weights.isEmpty()) {
            return weights.isEmpty() ? notRecorded(ModelMeasure.SUM_OF_SQUARES) : NO_PHASES;
        }
        int[] epochs = series.epochs();
        int[] inflections = LocalParabolas.inflections(epochs, weights.get());
        Phases phases = series.phases().get();
        Map<String, Double> distances = new LinkedHashMap<>();
        Stream.of(Phase.values()).forEach(phase -> {
            int boundary = phases.end(phase);
            Arrays.stream(inflections)
                    .map(epoch -> Math.abs(epoch - boundary))
                    .min()
                    .ifPresent(distance -> distances.put(phase.word(), (double) distance));
        });
        return distances.isEmpty()
                ? new Value.Undefined("the sum of squared weights has no inflection")
                : new Value.Members(distances);
    }

    /** By curve: the median over the published epochs of |ln(ours ÷ published)|. */
    static Value distanceFromPublished(RunSeries series) {
        RunSeries published = new RunSeries(PublishedCurves.table(), PublishedCurves.P);
        Map<String, Double> distances = new LinkedHashMap<>();
        for (String curve : PublishedCurves.table().columns()) {
            series.of(curve).ifPresent(ours -> {
                double[] theirs = published.of(curve).orElseThrow();
                int[] epochs = published.epochs();
                double[] logarithms = IntStream.range(0, epochs.length)
                        .filter(i -> series.index(epochs[i]) >= 0)
                        .mapToDouble(i -> Math.abs(Math.log(ours[series.index(epochs[i])] / theirs[i])))
                        .toArray();
                if (logarithms.length > 0) {
                    distances.put(curve.replaceAll("\\[(\\d+)]", ".$1"), TheilSen.median(logarithms));
                }
            });
        }
        return distances.isEmpty()
                ? new Value.Unavailable("no published curve was followed along this run")
                : Value.finite(distances, "a curve is 0");
    }

    private static Value notRecorded(ModelMeasure measure) {
        return new Value.Unavailable(measure.id() + " was not recorded along the run");
    }
}
