package io.github.grokcheck.trajectory;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A finished run on disk. Every file is held against the digest in its provenance before it is read. */
public final class RecordedRun {
    private final Path folder;
    private final Experiment experiment;
    private final Provenance provenance;

    private RecordedRun(Path folder, Experiment experiment, Provenance provenance) {
        this.folder = folder;
        this.experiment = experiment;
        this.provenance = provenance;
    }

    /**
     * Opens a run's folder.
     *
     * @throws InputException if recipe or provenance are missing, damaged or do not belong together
     */
    public static RecordedRun open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": no such run folder; check the path");
        }
        Provenance provenance = Provenance.read(folder);
        Experiment experiment = Recipes.read(verified(folder, provenance, RunFolder.RECIPE));
        if (!experiment.fingerprint().equals(provenance.recipe())) {
            throw new InputException(folder + ": the recipe's fingerprint is " + experiment.fingerprint()
                    + ", but the provenance says " + provenance.recipe() + "; restore the folder from its source");
        }
        return new RecordedRun(folder, experiment, provenance);
    }

    /** The run's name: its folder's. */
    public String name() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? experiment.name() : name.toString();
    }

    /** The recipe. */
    public Experiment experiment() {
        return experiment;
    }

    /** The recipe's file. */
    public Path recipe() {
        return folder.resolve(RunFolder.RECIPE);
    }

    /** Where the run comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Losses along the run. */
    public LossCurve losses() {
        return LossCurve.read(verified(RunFolder.LOSSES));
    }

    /** Epochs whose weights are kept, ascending. */
    public List<Integer> epochs() {
        return provenance.sha256().keySet().stream()
                .map(name -> Checkpoint.epochOf(Path.of(name)))
                .filter(epoch -> epoch >= 0)
                .sorted()
                .toList();
    }

    /** The weights after an epoch. */
    public Checkpoint checkpoint(int epoch) {
        return Checkpoint.read(verified(Checkpoint.fileName(epoch)));
    }

    /** Measured numbers along the run, if they have been taken. */
    public Optional<MeasureTable> measures() {
        return provenance.sha256().containsKey(MeasureTable.FILE)
                ? Optional.of(MeasureTable.read(verified(MeasureTable.FILE)))
                : Optional.empty();
    }

    /** Writes one more file into the folder and lists its digest in the provenance. */
    public void add(String name, Consumer<Path> writer) {
        writer.accept(folder.resolve(name));
        Map<String, String> digests = new TreeMap<>(provenance.sha256());
        digests.put(name, Sha256.of(folder.resolve(name)));
        provenance.withFiles(digests).writeTo(folder);
    }

    /** The weights at the end. */
    public Checkpoint last() {
        List<Integer> epochs = epochs();
        if (epochs.isEmpty()) {
            throw new InputException(folder + ": keeps no checkpoint; regenerate it as the README says");
        }
        return checkpoint(epochs.get(epochs.size() - 1));
    }

    /** A file of the run, held against its digest. */
    Path verified(String name) {
        return verified(folder, provenance, name);
    }

    private static Path verified(Path folder, Provenance provenance, String name) {
        Path file = folder.resolve(name);
        String expected = provenance.sha256().get(name);
        if (expected == null) {
            throw new InputException(file + ": is not listed in " + Provenance.FILE + "; regenerate the run");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": is missing; restore it or regenerate the run");
        }
        String actual = Sha256.of(file);
        if (!actual.equals(expected)) {
            throw new InputException(file + ": SHA-256 is " + actual + ", but " + Provenance.FILE + " says " + expected
                    + "; restore the file or regenerate the run");
        }
        return file;
    }
}
