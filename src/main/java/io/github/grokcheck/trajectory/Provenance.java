package io.github.grokcheck.trajectory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Where a run comes from, and the digests that bind it to its files.
 *
 * @param recipe the recipe's fingerprint
 * @param commit the code's commit, with "-dirty" if the working tree differed
 * @param command the command that made the run
 * @param engine PyTorch's and DJL's versions, and the rows of the batch if the run was trained in one
 * @param device processor or GPU, by name
 * @param threads threads that shared the chunks of the batch; they do not change the bits
 * @param chunks chunks of the batch, whose partial sums are added in order; they do change the bits
 * @param finished day the run ended, ISO 8601
 * @param hours wall-clock hours of training
 * @param sha256 digest of each file of the folder, by name
 */
public record Provenance(
        String recipe,
        String commit,
        String command,
        String engine,
        String device,
        int threads,
        int chunks,
        String finished,
        double hours,
        @JsonProperty("sha256") SortedMap<String, String> sha256) {

    /** The file's name in a run folder. */
    public static final String FILE = "PROVENANCE.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The same provenance for other files. */
    public Provenance withFiles(Map<String, String> digests) {
        return new Provenance(
                recipe, commit, command, engine, device, threads, chunks, finished, hours, new TreeMap<>(digests));
    }

    /** Writes the file into a run folder. */
    public void writeTo(Path folder) {
        AtomicFile.writeText(folder.resolve(FILE), YAML.writeValueAsString(this));
    }

    /**
     * Reads the file of a run folder.
     *
     * @throws InputException if it is missing, or has unknown or missing keys
     */
    public static Provenance read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return YAML.readValue(file.toFile(), Provenance.class);
        } catch (JacksonException e) {
            throw new InputException(
                    file + ": no usable provenance ("
                            + e.getOriginalMessage().lines().findFirst().orElse("unreadable") + ")",
                    e);
        }
    }
}
