package io.github.grokcheck.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that appear whole or not at all: filled as {@code NAME.part} beside their place, then moved. */
final class AtomicFolder {
    private AtomicFolder() {}

    /** What fills a folder. */
    @FunctionalInterface
    interface Content {
        /** Writes every file into the folder, which is empty. */
        void writeTo(Path part) throws IOException;
    }

    /**
     * Makes a folder.
     *
     * @param folder must not exist yet
     * @throws InputException if it exists or cannot be written
     */
    static void write(Path folder, Content content) {
        if (Files.exists(folder)) {
            throw new InputException(folder + ": exists already; delete it or choose another --out");
        }
        Path place = folder.toAbsolutePath().normalize();
        Path part = place.resolveSibling(place.getFileName() + ".part");
        try {
            delete(part);
            Files.createDirectories(part);
            content.writeTo(part);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InputException(
                    folder + ": cannot be written (" + e.getMessage() + "); free some space or choose another --out",
                    e);
        } finally {
            deleteQuietly(part);
        }
    }

    private static void delete(Path part) throws IOException {
        if (!Files.exists(part)) {
            return;
        }
        try (Stream<Path> files = Files.walk(part)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            delete(part);
        } catch (IOException e) {
            // A leftover part is replaced by the next attempt.
        }
    }
}
