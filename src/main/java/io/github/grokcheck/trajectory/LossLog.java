package io.github.grokcheck.trajectory;

import io.github.grokcheck.trajectory.LossCurve.Point;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The losses of a run in training: each checkpoint adds those since the one before. To write the whole curve anew each
 * time was measured to take 50 ms at epoch 25,000, longer than two epochs.
 */
final class LossLog {
    private final Path file;
    private int written;

    LossLog(Path file) {
        this.file = file;
    }

    /**
     * The first losses in it. What follows them may be of no checkpoint, and cut off, if the process was killed while it
     * added them.
     *
     * @param most as many at most
     */
    LossCurve read(int most) {
        try {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            return LossCurve.parse(file, whole.lines().limit(1L + most).toList());
        } catch (IOException e) {
            throw LossCurve.unreadable(file, e);
        }
    }

    /** Brings the file up to a curve that goes on from the one before; the first one takes the place of what is there. */
    void write(LossCurve losses) {
        List<Point> points = losses.points();
        int before = written;
        written = 0; // if it fails, the next curve takes the place of what is there
        if (before == 0) {
            AtomicFile.writeText(file, LossCurve.HEADER + "\n" + lines(points));
        } else {
            append(lines(points.subList(before, points.size())));
        }
        written = points.size();
    }

    private static String lines(List<Point> points) {
        return points.stream().map(LossCurve::line).collect(Collectors.joining());
    }

    private void append(String lines) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw AtomicFile.unwritable(file, e);
        }
    }
}
