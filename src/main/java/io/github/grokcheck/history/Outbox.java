package io.github.grokcheck.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.grokcheck.claim.Noise;
import io.github.grokcheck.trajectory.AtomicFile;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A folder in which verifications wait until they are stored, a file each. */
public final class Outbox {
    private static final String ENDING = ".json";

    private final Path folder;

    /** @param folder made when something has to wait */
    public Outbox(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts a verification into it, whole or not at all.
     *
     * @return its file
     * @throws InputException if the folder cannot be written
     */
    public Path keep(Waiting waiting) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(
                    folder + ": cannot be created (" + e.getMessage() + "); choose another folder with --outbox", e);
        }
        Path file = folder.resolve(waiting.verification().id() + ENDING);
        AtomicFile.writeText(file, json().writeValueAsString(waiting));
        return file;
    }

    /** What waits, by name; nothing where there is no folder. */
    public List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Reads one of the files.
     *
     * @return empty if another program has stored and removed it meanwhile
     * @throws InputException if it is damaged
     */
    public Optional<Waiting> read(Path file) {
        try {
            Waiting waiting = json().readValue(Files.readString(file), Waiting.class);
            if (waiting == null) {
                throw damaged(file, "it holds nothing");
            }
            return Optional.of(waiting);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw damaged(file, e.getOriginalMessage());
        } catch (IOException e) {
            throw damaged(file, String.valueOf(e.getMessage()));
        }
    }

    private static InputException damaged(Path file, String reason) {
        return new InputException(file + ": is no verification that waits ("
                + reason.lines().findFirst().orElse("unreadable")
                + "); delete it, the others are not affected");
    }

    /** Removes a file, now that it is stored. */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(
                    file + ": is stored, but cannot be deleted (" + e.getMessage() + "); delete it", e);
        }
    }

    /** Made when needed: as a constant it would delay the start of every command by half a second. */
    private static JsonMapper json() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addMixIn(Noise.class, NoiseJson.class)
                .build();
    }

    /** Tells the kinds of noise apart by what they hold. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Noise.Relative.class), @JsonSubTypes.Type(Noise.Absolute.class)})
    private interface NoiseJson {}
}
