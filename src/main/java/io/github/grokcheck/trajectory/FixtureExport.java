package io.github.grokcheck.trajectory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Cuts a finished run down to a few checkpoints, small enough to be kept with the code. The copy is a run folder like any
 * other: recipe, loss curve, the chosen checkpoints, and the run's provenance with the digests of exactly these files.
 */
public final class FixtureExport {
    private FixtureExport() {}

    /**
     * Copies a run into a folder that appears whole or not at all.
     *
     * @param epochs whose weights are kept
     * @param folder must not exist yet
     * @throws InputException if the run lacks an epoch or a digest does not match, or the folder exists or cannot be
     *     written
     */
    public static void export(RecordedRun run, SortedSet<Integer> epochs, Path folder) {
        List<String> names = names(run, epochs);
        AtomicFolder.write(folder, part -> {
            Map<String, String> digests = new TreeMap<>();
            for (String name : names) {
                Files.copy(run.verified(name), part.resolve(name));
                digests.put(name, Sha256.of(part.resolve(name)));
            }
            run.provenance().withFiles(digests).writeTo(part);
        });
    }

    private static List<String> names(RecordedRun run, SortedSet<Integer> epochs) {
        List<Integer> kept = run.epochs();
        List<String> names = new ArrayList<>(List.of(RunFolder.RECIPE, RunFolder.LOSSES));
        run.measures().ifPresent(measures -> names.add(MeasureTable.FILE));
        for (int epoch : epochs) {
            if (!kept.contains(epoch)) {
                throw new InputException(run.name() + ": keeps no checkpoint of epoch " + epoch + "; it keeps "
                        + kept.size() + ", from " + kept.get(0) + " to " + kept.get(kept.size() - 1));
            }
            names.add(Checkpoint.fileName(epoch));
        }
        return names;
    }
}
