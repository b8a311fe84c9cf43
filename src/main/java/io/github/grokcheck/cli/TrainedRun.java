package io.github.grokcheck.cli;

import io.github.grokcheck.trajectory.LossCurve.Point;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A finished training in a line. */
final class TrainedRun {
    private TrainedRun() {}

    static String line(Path folder, Duration time) {
        return line(folder, " in " + Durations.words(time));
    }

    static String line(Path folder) {
        return line(folder, "");
    }

    private static String line(Path folder, String time) {
        RecordedRun run = RecordedRun.open(folder);
        List<Point> losses = run.losses().points();
        Point last = losses.get(losses.size() - 1);
        String test = last.hasTest() ? String.format(Locale.ROOT, ", test loss %.4g", last.test()) : "";
        return String.format(
                Locale.ROOT,
                "%s: %s trained to epoch %d%s; training loss %.4g%s",
                folder,
                run.experiment().name(),
                last.epoch(),
                time,
                last.train(),
                test);
    }
}
