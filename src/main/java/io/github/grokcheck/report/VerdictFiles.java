package io.github.grokcheck.report;

import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.trajectory.AtomicFile;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The files of findings that are kept with the code, so that their difference is the change in findings. */
public final class VerdictFiles {
    private VerdictFiles() {}

    /** What the files hold, by name. */
    public static Map<String, String> contents(List<Verdict> verdicts, List<RunSubject> runs) {
        return Map.of(
                "verdicts.md", VerdictsMarkdown.of(verdicts),
                "verdicts.json", VerdictsJson.of(verdicts),
                "lead-times.md", LeadTimes.of(runs));
    }

    /**
     * Writes the files, each whole or not at all.
     *
     * @throws InputException if the folder cannot be written
     */
    public static void write(Path folder, List<Verdict> verdicts, List<RunSubject> runs) {
        write(folder, contents(verdicts, runs));
    }

    /**
     * Writes verdicts.md and verdicts.json about models of others, each whole or not at all.
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
                        VerdictsJson.of(verdicts)));
    }

    private static void write(Path folder, Map<String, String> contents) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be created (" + e.getMessage() + "); choose another folder", e);
        }
        contents.forEach((name, content) -> AtomicFile.writeText(folder.resolve(name), content));
    }

    /** Names of the files in a folder that are missing or say something else than the findings do; sorted. */
    public static List<String> stale(Path folder, List<Verdict> verdicts, List<RunSubject> runs) {
        return contents(verdicts, runs).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(contentOf(folder.resolve(entry.getKey()))))
                .map(Map.Entry::getKey)
                .sorted()
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
