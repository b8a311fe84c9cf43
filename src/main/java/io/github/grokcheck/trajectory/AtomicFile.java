package io.github.grokcheck.trajectory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all: written beside their place, flushed to the disk, then moved. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What is to be written. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is buffered and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws InputException if the disk is full or the folder cannot be written; what was there before is untouched
     */
    public static void write(Path file, Content content) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(file + ": its folder does not exist; create it or choose another");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(part);
            throw unwritable(file, e);
        }
    }

    static InputException unwritable(Path file, IOException cause) {
        return new InputException(
                file + ": cannot be written (" + cause.getMessage() + "); free some space or choose another folder",
                cause);
    }

    /** Writes text in UTF-8. */
    public static void writeText(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The error that led here is the one to report.
        }
    }
}
