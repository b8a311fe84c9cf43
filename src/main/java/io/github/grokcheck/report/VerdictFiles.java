package io.github.grokcheck.report;

import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.trajectory.AtomicFile;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The files of findings that are kept with the code, so that their difference is the change in findings. */
public final class VerdictFiles {
    /** The names of the files about models of others. */
    public static final List<String> OF_MODELS = List.of("verdicts.json", "verdicts.md", "verdicts.schema.json");

    private VerdictFiles() {}

    /** What the files hold, by name. */
    public static Map<String, String> contents(Results results) {
        Map<String, String> contents = new TreeMap<>(Map.of(
                "verdicts.md", VerdictsMarkdown.of(results.verdicts()),
                "verdicts.json", VerdictsJson.of(results.verdicts()),
                "verdicts.schema.json", schema(),
                "lead-times.md", LeadTimes.of(results.runs())));
        contents.put(RoCrate.FILE, RoCrate.of(results, Map.copyOf(contents)));
        return contents;
    }

    /** The JSON Schema of verdicts.json. */
    static String schema() {
        try (InputStream in =
                Objects.requireNonNull(VerdictFiles.class.getResourceAsStream("/report/verdicts.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the files, each whole or not at all.
     *
     * @throws InputException if the folder cannot be written
     */
    public static void write(Path folder, Results results) {
        write(folder, contents(results));
    }

    /**
     * Writes verdicts.md, and verdicts.json with its schema, about models of others, each whole or not at all.
     *
     * @param origin what the verdicts rest on, in Markdown
     * @throws InputException if the folder cannot be written
     */
    public static void writeOfModels(Path folder, List<Verdict> verdicts, String origin) {
        write(
                folder,
                Map.of(
                        "verdicts.md",
                        VerdictsMarkdown.of(verdicts, origin),
                        "verdicts.json",
                        VerdictsJson.of(verdicts),
                        "verdicts.schema.json",
                        schema()));
    }

    /**
     * Creates a folder for reports where there is none.
     *
     * @throws InputException if it cannot be created
     */
    public static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be created (" + e.getMessage() + "); choose another folder", e);
        }
    }

    private static void write(Path folder, Map<String, String> contents) {
        createFolder(folder);
        contents.forEach((name, content) -> AtomicFile.writeText(folder.resolve(name), content));
    }

    /** Names of the files in a folder that are missing or say something else than the findings do; sorted. */
    public static List<String> stale(Path folder, Results results) {
        return contents(results).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(contentOf(folder.resolve(entry.getKey()))))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Names of the files in a folder that say what the findings do; sorted. */
    public static List<String> holding(Path folder, Results results) {
        List<String> stale = stale(folder, results);
        return contents(results).keySet().stream()
                .filter(name -> !stale.contains(name))
                .toList();
    }

    private static String contentOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + "); it must be text in UTF-8", e);
        }
    }
}
