package io.github.grokcheck.figure;

import io.github.grokcheck.claim.Leads;
import io.github.grokcheck.claim.RunSelection;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.figure.Figure.Curve;
import io.github.grokcheck.figure.Figure.Panel;
import io.github.grokcheck.figure.Figure.Point;
import io.github.grokcheck.figure.Figure.Quantity;
import io.github.grokcheck.figure.Figure.Scale;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Phase;
import io.github.grokcheck.measure.Phases;
import io.github.grokcheck.measure.PublishedCurves;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.Unit;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.Spectrum;
import io.github.grokcheck.trajectory.LossCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of a whole run. */
final class RunPictures {
    private static final Quantity LOSSES = new Quantity("nats", Scale.LOGARITHMIC);

    /** More panels than this are not taken in at a glance. */
    private static final int MOMENTS = 6;

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

    /** How W_E comes to consist of few frequencies. */
    static Optional<Figure> embeddingForming(RunSubject run) {
        return forming(run, "Embedding W_E", "norm over d_model", MeasuredModel::embeddingSpectrum);
    }

    /** How W_L comes to consist of few frequencies. */
    static Optional<Figure> neuronToLogitForming(RunSubject run) {
        return forming(run, "Neuron-to-logit map W_L", "norm over neurons", MeasuredModel::neuronToLogitSpectrum);
    }

    /** A spectrum at several checkpoints; none where a run keeps fewer than two. */
    private static Optional<Figure> forming(
            RunSubject run, String what, String norm, Function<MeasuredModel, Spectrum> spectrum) {
        List<Integer> epochs = moments(run.run().epochs(), run.series().flatMap(RunSeries::phases));
        return epochs.size() < 2
                ? Optional.empty()
                : Optional.of(new Figure.Components(
                        what + " in the Fourier basis along " + run.name(),
                        norm,
                        epochs.stream()
                                .map(epoch -> ModelPictures.components(
                                        String.format(Locale.ROOT, "epoch %,d", epoch),
                                        spectrum.apply(new MeasuredModel(
                                                run.run().checkpoint(epoch).weights(),
                                                Optional.empty(),
                                                Optional.empty()))))
                                .toList(),
                        run.last().model().keys().stream().map(Frequency::k).toList()));
    }

    /** All kept epochs where they are few, else those at the bounds of the phases or, without phases, at equal steps. */
    static List<Integer> moments(List<Integer> kept, Optional<Phases> phases) {
        if (kept.size() <= MOMENTS) {
            return kept;
        }
        int last = kept.get(kept.size() - 1);
        IntStream wanted = phases.map(found ->
                        IntStream.of(0, found.memorisationEnds(), found.cleanupBegins(), found.cleanupEnds(), last))
                .orElseGet(() -> IntStream.range(0, MOMENTS).map(i -> last / (MOMENTS - 1) * i));
        return wanted.mapToObj(epoch -> kept.stream()
                        .min(Comparator.comparingInt(candidate -> Math.abs(candidate - epoch)))
                        .orElseThrow())
                .distinct()
                .toList();
    }

    /** By how many epochs each progress measure turns before the test loss does, on each run that shows phases. */
    static Optional<Figure> leads(List<RunSubject> runs) {
        Leads leads = Leads.of(runs);
        return leads.measures().isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure.Dots(
                        "Lead of each progress measure over the test loss, "
                                + leads.byRun().size() + " of " + runs.size() + " runs: those with three phases",
                        new Quantity("epochs before the test loss", Scale.LINEAR),
                        leads.measures().stream()
                                .map(measure -> new Figure.Row(measure, dots(leads, measure), leads.mean(measure)))
                                .toList()));
    }

    private static List<Figure.Dot> dots(Leads leads, String measure) {
        return leads.byRun().entrySet().stream()
                .flatMap(run -> Optional.ofNullable(run.getValue().get(measure)).stream()
                        .map(lead -> new Figure.Dot(lead, group(run.getKey()))))
                .toList();
    }

    private static String group(RunSubject run) {
        return RunSelection.MAINLINE.admits(run.run().experiment())
                ? "run of the mainline recipe"
                : "run with another weight decay or share of pairs";
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
