package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A zip file whose parts are read in memory. No part is written to a disk, so a name with ".." is a name like others. */
final class Archive implements Closeable {
    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> parts;

    private Archive(Path file, ZipFile zip, Map<String, ZipEntry> parts) {
        this.file = file;
        this.zip = zip;
        this.parts = parts;
    }

    /**
     * Opens an archive and lists its parts.
     *
     * @throws InputException if it is truncated or damaged, or a part is there twice
     */
    static Archive open(Path file) {
        try {
            ArchiveDirectory.check(file);
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new Archive(file, zip, parts(file, zip));
            } catch (RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException e) {
            // Java's reader calls a name that is no text an illegal argument.
            throw damaged(file, e);
        }
    }

    private static Map<String, ZipEntry> parts(Path file, ZipFile zip) {
        Map<String, ZipEntry> parts = new LinkedHashMap<>();
        zip.stream().forEach(entry -> {
            if (parts.put(entry.getName(), entry) != null) {
                throw new InputException(
                        file + ": damaged, its part " + entry.getName() + " is there twice; download it again");
            }
        });
        return parts;
    }

    /** The parts' names, in the archive's order. */
    Set<String> names() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    /** A part, if it is there. */
    Optional<ZipEntry> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /**
     * A part's first bytes, or all of them if it has fewer; little-endian.
     *
     * @throws InputException if they cannot be read
     */
    ByteBuffer read(ZipEntry part, long limit) {
        try (InputStream in = zip.getInputStream(part)) {
            return ByteBuffer.wrap(in.readNBytes(Math.toIntExact(limit))).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static InputException damaged(Path file, Exception e) {
        return new InputException(
                file + ": truncated or damaged archive (" + e.getMessage() + "); download or save it again", e);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
