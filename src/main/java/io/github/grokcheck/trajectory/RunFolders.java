package io.github.grokcheck.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds runs on disk. */
public final class RunFolders {
    private RunFolders() {}

    /**
     * The run folders below a folder, in the order of their names: those that hold a provenance, and below those that do
     * not, the same again, so that runs may be kept in groups. Unfinished copies, {@code NAME.part}, and links, which may
     * lead in a circle, are passed over.
     *
     * @throws InputException if the folder is missing or cannot be listed
     */
    public static List<Path> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder
                    + ": no such folder; run this in the project's folder, or name the runs' folder with --runs");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .filter(entry -> !entry.getFileName().toString().endsWith(".part"))
                    .sorted()
                    .flatMap(entry -> isRun(entry) ? Stream.of(entry) : below(entry).stream())
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be listed (" + e.getMessage() + "); check who may read it", e);
        }
    }

    /**
     * The folder itself where it is a run's, else the run folders below it.
     *
     * @throws InputException if there is none
     */
    public static List<Path> at(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": no such run folder; check the path");
        }
        List<Path> found = isRun(folder) ? List.of(folder) : below(folder);
        if (found.isEmpty()) {
            throw new InputException(folder + ": holds no run; `grokcheck train` makes one");
        }
        return found;
    }

    /** A folder with a recipe but no provenance is a run that was damaged, which opening it will say. */
    private static boolean isRun(Path folder) {
        return Files.exists(folder.resolve(Provenance.FILE)) || Files.exists(folder.resolve(RunFolder.RECIPE));
    }
}
