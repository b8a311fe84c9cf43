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
 * The losses of a run in training, {@value #FILE}: each checkpoint adds those since the one before. To write the whole
 * curve anew each time was measured to take 60 ms at epoch 25,000, as long as three epochs.
 */
final class LossLog {
    static final String FILE = "losses.part.csv";

    private final Path file;
    private int written;

    LossLog(Path folder) {
        file = folder.resolve(FILE);
    }

    /** Whether there is one. */
    boolean exists() {
        return Files.exists(file);
    }

    /**
     * All losses in it, which may be more than those of the newest checkpoint. A last line without its end is left out:
     * the process was killed while it wrote.
     */
    LossCurve read() {
        try {
            String text = Files.readString(file);
            return LossCurve.parse(
                    file, text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + "); restore or train it again", e);
        }
    }

    /** Brings the file up to a curve that goes on from the one before; the first one takes the place of what is there. */
    void write(LossCurve losses) {
        List<Point> points = losses.points();
        if (written == 0) {
            AtomicFile.writeText(file, LossCurve.HEADER + "\n" + lines(points));
        } else {
            append(lines(points.subList(written, points.size())));
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
            throw new InputException(
                    file + ": cannot be written (" + e.getMessage() + "); free some space or choose another folder", e);
        }
    }

    /** Deletes it, once the curve is written. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be deleted (" + e.getMessage() + ")", e);
        }
    }
}
