package io.github.grokcheck.figure;

import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.figure.Figure.Curve;
import io.github.grokcheck.figure.Figure.Panel;
import io.github.grokcheck.figure.Figure.Point;
import io.github.grokcheck.figure.Figure.Quantity;
import io.github.grokcheck.figure.Figure.Scale;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Phase;
import io.github.grokcheck.measure.PublishedCurves;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.Unit;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.trajectory.LossCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of a whole run. */
final class RunPictures {
    private static final Quantity LOSSES = new Quantity("nats", Scale.LOGARITHMIC);

    private RunPictures() {}

    /** The four panels of the paper's figure 7 under one another, with the phases where the run has them. */
    static Optional<Figure> progress(RunSubject run) {
        return run.series()
                .map(series -> new Figure.Curves(
                        titled("Progress measures of " + run.name(), series),
                        List.of(
                                new Panel(LOSSES, curves(series, ModelMeasure.LOSS_TRAIN, ModelMeasure.LOSS_TEST)),
                                new Panel(
                                        LOSSES,
                                        curves(series, ModelMeasure.RESTRICTED_ALL, ModelMeasure.EXCLUDED_TRAIN)),
                                new Panel(
                                        new Quantity("Gini coefficient", Scale.LINEAR),
                                        curves(series, ModelMeasure.W_E_GINI, ModelMeasure.W_L_GINI)),
                                new Panel(
                                        new Quantity("sum of squares", Scale.LINEAR),
                                        curves(series, ModelMeasure.SUM_OF_SQUARES))),
                        bands(series)));
    }

    /** One quantity along the run, with the phases where the run has them. */
    static Optional<Figure> curve(RunSubject run, ModelMeasure measure) {
        return run.series()
                .map(series -> new Figure.Curves(
                        titled(measure.id() + " along " + run.name(), series),
                        List.of(new Panel(axis(measure), curves(series, measure))),
                        bands(series)));
    }

    private static Quantity axis(ModelMeasure measure) {
        return measure.unit() == Unit.NATS ? LOSSES : new Quantity(measure.id(), Scale.LINEAR);
    }

    /** A curve of the run beside the authors' of their own run. */
    static Optional<Figure> besidePublished(RunSubject run, ModelMeasure curve) {
        RunSeries published = new RunSeries(PublishedCurves.table(), PublishedCurves.P);
        return run.series()
                .map(series -> new Figure.Curves(
                        curve.id() + " of " + run.name() + " beside the authors'",
                        List.of(besidePublished(curve, series, published)),
                        List.of()));
    }

    private static Panel besidePublished(ModelMeasure measure, RunSeries series, RunSeries published) {
        List<Curve> curves = new ArrayList<>(curves(series, measure));
        if (measure == ModelMeasure.EXCLUDED_TRAIN) {
            curves.addAll(curves(series, ModelMeasure.EXCLUDED_TRAIN_EVERY));
        }
        int length = series.epochs()[series.epochs().length - 1];
        curves(published, measure).stream()
                .map(curve -> new Curve(
                        "authors' " + curve.name(),
                        curve.points().stream()
                                .filter(point -> point.epoch() <= length)
                                .toList()))
                .forEach(curves::add);
        return new Panel(axis(measure), curves);
    }

    /** By how many epochs each progress measure is half-way before the test loss is. */
    static Optional<Figure> leads(RunSubject run) {
        return run.value(SeriesMeasure.LEAD) instanceof Value.Members members
                ? Optional.of(new Figure.Bars(
                        "Lead of each progress measure over the test loss on " + run.name(),
                        new Quantity("epochs", Scale.LINEAR),
                        members.byName().entrySet().stream()
                                .map(lead -> new Figure.Bar(lead.getKey(), lead.getValue(), Figure.Role.PLAIN))
                                .toList(),
                        Figure.Level.NONE))
                : Optional.empty();
    }

    private static List<Curve> curves(RunSeries series, ModelMeasure... measures) {
        int[] epochs = series.epochs();
        return Stream.of(measures)
                .flatMap(measure -> series.of(measure).stream()
                        .map(x -> new Curve(
                                measure.id(),
                                IntStream.range(0, x.length)
                                        .mapToObj(i -> new Point(epochs[i], x[i]))
                                        .toList())))
                .toList();
    }

    /** The first and the third phase; the second lies between them. */
    private static List<Figure.Band> bands(RunSeries series) {
        return series.phases()
                .map(phases -> Stream.of(Phase.MEMORISATION, Phase.CLEANUP)
                        .map(phase -> new Figure.Band(phases.start(phase), phases.end(phase)))
                        .toList())
                .orElse(List.of());
    }

    private static String titled(String title, RunSeries series) {
        return title
                + series.phases()
                        .map(phases -> String.format(
                                Locale.ROOT,
                                ", shaded: memorisation to %,d, cleanup from %,d to %,d",
                                phases.memorisationEnds(),
                                phases.cleanupBegins(),
                                phases.cleanupEnds()))
                        .orElse("");
    }

    static Figure losses(RunSubject run) {
        List<LossCurve.Point> points = run.losses().points();
        Curve train = new Curve(
                "train",
                points.stream()
                        .map(point -> new Point(point.epoch(), point.train()))
                        .toList());
        Curve test = new Curve(
                "test",
                points.stream()
                        .filter(LossCurve.Point::hasTest)
                        .map(point -> new Point(point.epoch(), point.test()))
                        .toList());
        return new Figure.Curves(
                "Train and test loss of " + run.name(),
                new Quantity("cross-entropy (nats)", Scale.LOGARITHMIC),
                List.of(train, test));
    }
}
