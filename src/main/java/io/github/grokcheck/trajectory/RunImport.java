package io.github.grokcheck.trajectory;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Makes a run folder of a run that somebody else trained, so that it can be measured and judged like one of ours. */
public final class RunImport {
    private static final String UNKNOWN = "unknown";

    private RunImport() {}

    /**
     * Writes the folder, which appears whole or not at all. Its provenance says that nothing is known of the training but
     * what the recipe states.
     *
     * @param experiment how the run was trained, as far as is known
     * @param losses along the run
     * @param checkpoints read one after the other, so that one is in memory at a time
     * @param command that imports it
     * @throws InputException if the folder exists or cannot be written, or a checkpoint cannot be read
     */
    public static void write(
            Path folder, Experiment experiment, LossCurve losses, Iterable<Checkpoint> checkpoints, String command) {
        AtomicFolder.write(folder, part -> {
            Map<String, String> digests = new TreeMap<>();
            AtomicFile.writeText(part.resolve(RunFolder.RECIPE), Recipes.write(experiment));
            digests.put(RunFolder.RECIPE, Sha256.of(part.resolve(RunFolder.RECIPE)));
            losses.writeTo(part.resolve(RunFolder.LOSSES));
            digests.put(RunFolder.LOSSES, Sha256.of(part.resolve(RunFolder.LOSSES)));
            for (Checkpoint checkpoint : checkpoints) {
                String name = Checkpoint.fileName(checkpoint.epoch());
                checkpoint.writeTo(part.resolve(name));
                digests.put(name, Sha256.of(part.resolve(name)));
            }
            new Provenance(
                            experiment.fingerprint(),
                            UNKNOWN,
                            command,
                            UNKNOWN,
                            UNKNOWN,
                            0,
                            0,
                            UNKNOWN,
                            0,
                            new TreeMap<>(digests))
                    .writeTo(part);
        });
    }
}
