package io.github.grokcheck.trajectory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Losses along a run, in nats, float64, over all p + 1 outputs as trained. The row of epoch e is the loss before step e,
 * that is, of the checkpoint of epoch e. The training loss is known at every epoch; the test loss on a grid.
 */
public final class LossCurve {
    static final String HEADER = "epoch,train,test";

    private final List<Point> points;

    /**
     * One epoch's losses.
     *
     * @param epoch optimizer steps taken before
     * @param train mean over the training pairs
     * @param test mean over the test pairs; NaN where it was not computed
     */
    public record Point(int epoch, double train, double test) {
        /** Whether the test loss was computed at this epoch. */
        public boolean hasTest() {
            return !Double.isNaN(test);
        }
    }

    /** @param points in ascending order of epochs */
    public LossCurve(List<Point> points) {
        this.points = List.copyOf(points);
    }

    /** All points, ascending. */
    public List<Point> points() {
        return points;
    }

    /** The points before an epoch. */
    public LossCurve before(int epoch) {
        return new LossCurve(
                points.stream().filter(point -> point.epoch() < epoch).toList());
    }

    /** First epoch whose training loss is below a level. */
    public OptionalInt firstTrainBelow(double level) {
        return points.stream()
                .filter(point -> point.train() < level)
                .mapToInt(Point::epoch)
                .findFirst();
    }

    /** The points at which the test loss was computed, ascending. */
    public List<Point> testGrid() {
        return points.stream().filter(Point::hasTest).toList();
    }

    /**
     * First epoch on the test grid, at or after the test loss's (first) maximum, whose test loss is below a level. A loss
     * that only falls has its maximum at the start; one that still rises at the end has no such epoch.
     */
    public OptionalInt firstTestBelowAfterPeak(double level) {
        List<Point> grid = testGrid();
        double peak = grid.stream().mapToDouble(Point::test).max().orElse(Double.NaN);
        return grid.stream()
                .dropWhile(point -> point.test() < peak)
                .filter(point -> point.test() < level)
                .mapToInt(Point::epoch)
                .findFirst();
    }

    /** Writes {@code losses.csv.gz}; the same losses give the same bytes. */
    public void writeTo(Path file) {
        AtomicFile.write(file, out -> {
            StringBuilder csv = new StringBuilder(HEADER).append('\n');
            points.forEach(point -> csv.append(line(point)));
            GZIPOutputStream zip = new GZIPOutputStream(out);
            zip.write(csv.toString().getBytes(StandardCharsets.UTF_8));
            zip.finish();
        });
    }

    /**
     * Reads {@code losses.csv.gz}.
     *
     * @throws InputException if the file is missing or is no loss curve
     */
    public static LossCurve read(Path file) {
        try (InputStream zip = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
            return parse(file, text.lines().toList());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static InputException unreadable(Path file, IOException cause) {
        return new InputException(
                file + ": cannot be read (" + cause.getMessage() + "); restore or train it again", cause);
    }

    /**
     * Takes a file's lines apart.
     *
     * @param lines the header and one line for each point
     * @throws InputException if they are no loss curve
     */
    static LossCurve parse(Path file, List<String> lines) {
        if (lines.isEmpty() || !HEADER.equals(lines.get(0))) {
            throw new InputException(file + ": the first line is not \"" + HEADER + "\"; restore or train it again");
        }
        return new LossCurve(
                lines.stream().skip(1).map(line -> point(file, line)).toList());
    }

    /** A point as a line, with its end. */
    static String line(Point point) {
        return point.epoch() + "," + point.train() + "," + (point.hasTest() ? point.test() : "") + "\n";
    }

    private static Point point(Path file, String line) {
        List<String> cells = List.of(line.split(",", -1));
        try {
            return new Point(
                    Integer.parseInt(cells.get(0)),
                    Double.parseDouble(cells.get(1)),
                    cells.get(2).isEmpty() ? Double.NaN : Double.parseDouble(cells.get(2)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new InputException(file + ": \"" + line + "\" is not epoch,train,test; restore or train it again", e);
        }
    }
}
