package io.github.grokcheck.figure;

import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.figure.Figure.Bar;
import io.github.grokcheck.figure.Figure.Curve;
import io.github.grokcheck.figure.Figure.Level;
import io.github.grokcheck.figure.Figure.Point;
import io.github.grokcheck.figure.Figure.Quantity;
import io.github.grokcheck.figure.Figure.Role;
import io.github.grokcheck.figure.Figure.Scale;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SweepPoint;
import io.github.grokcheck.measure.Value;
import java.util.Comparator;
import java.util.List;

/** Pictures of several runs that differ in one setting. */
final class SweepPictures {
    private static final Comparator<SweepPoint> ORDER =
            Comparator.comparingDouble(SweepPoint::setting).thenComparingLong(SweepPoint::seed);

    private SweepPictures() {}

    /** When each run generalises, and the test losses of all. */
    static List<Figure> of(SweepSubject sweep) {
        List<SweepPoint> points = sweep.points().stream().sorted(ORDER).toList();
        return List.of(
                new Figure.Bars(
                        "Epochs to a test loss below one nat, " + sweep.name(),
                        new Quantity("epochs (optimizer steps)", Scale.LOGARITHMIC),
                        points.stream().map(SweepPictures::bar).toList(),
                        Level.NONE),
                new Figure.Curves(
                        "Test losses, " + sweep.name(),
                        new Quantity("cross-entropy (nats)", Scale.LOGARITHMIC),
                        points.stream()
                                .filter(point -> hasCounterpart(point, points))
                                .map(SweepPictures::curve)
                                .toList()));
    }

    /** Whether there is a run of the same seed with another setting. */
    private static boolean hasCounterpart(SweepPoint point, List<SweepPoint> points) {
        return points.stream().anyMatch(other -> other.seed() == point.seed() && other.setting() != point.setting());
    }

    private static Bar bar(SweepPoint point) {
        if (RunMeasure.EPOCH_TEST_BELOW_ONE.of(point.losses()) instanceof Value.Count epochs) {
            return new Bar(name(point), epochs.n(), Role.PLAIN);
        }
        List<io.github.grokcheck.trajectory.LossCurve.Point> losses =
                point.losses().points();
        return new Bar(name(point), losses.get(losses.size() - 1).epoch(), Role.UNFINISHED);
    }

    private static Curve curve(SweepPoint point) {
        return new Curve(
                name(point),
                point.losses().testGrid().stream()
                        .map(loss -> new Point(loss.epoch(), loss.test()))
                        .toList());
    }

    private static String name(SweepPoint point) {
        return Wording.number(point.setting()) + ", seed " + point.seed();
    }
}
