package io.github.grokcheck.figure;

import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.figure.Figure.Curve;
import io.github.grokcheck.figure.Figure.Point;
import io.github.grokcheck.figure.Figure.Quantity;
import io.github.grokcheck.figure.Figure.Scale;
import io.github.grokcheck.trajectory.LossCurve;
import java.util.List;

/** Pictures of a whole run. */
final class RunPictures {
    private RunPictures() {}

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
