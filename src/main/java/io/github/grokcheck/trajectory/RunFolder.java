package io.github.grokcheck.trajectory;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a run in training: held by one process at a time, never in a state from which the run could not go on.
 *
 * <p>A checkpoint is written in the order optimizer state, losses, weights; only then is the older optimizer state
 * dropped. At the end the loss curve is written before the log of the losses is dropped, and the provenance comes last.
 * Whenever the process is killed, the newest weights that have their optimizer state are a valid point to continue from.
 */
public final class RunFolder implements AutoCloseable {
    /** The recipe's file name. */
    public static final String RECIPE = "recipe.yaml";

    /** The file name of a finished run's loss curve. */
    public static final String LOSSES = "losses.csv.gz";

    private static final String LOSS_LOG = "losses.csv";
    private static final String LOCK = "run.lock";
    private static final String MEAN = "exp_avg";
    private static final String MEAN_SQUARE = "exp_avg_sq";
    private static final String SECONDS = "training_seconds";
    private static final int BYTES_PER_WEIGHT = 4;

    private final Path folder;
    private final Experiment experiment;
    private final FileChannel channel;
    private final LossLog lossLog;

    private RunFolder(Path folder, Experiment experiment, FileChannel channel) {
        this.folder = folder;
        this.experiment = experiment;
        this.channel = channel;
        lossLog = new LossLog(folder.resolve(LOSS_LOG));
    }

    /**
     * AdamW's moments and the time spent, beside the weights of the same epoch.
     *
     * @param mean exp_avg, flat
     * @param meanSquare exp_avg_sq, flat
     * @param seconds wall-clock time of training so far
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between a file and the trainer, compared by nobody
    public record OptimizerState(double[] mean, double[] meanSquare, double seconds) {}

    /**
     * Where to continue.
     *
     * @param checkpoint the newest weights that have their optimizer state
     * @param optimizer that state
     * @param losses of all epochs before
     */
    public record Resumption(Checkpoint checkpoint, OptimizerState optimizer, LossCurve losses) {}

    /**
     * Takes hold of a folder, new or left by an earlier process with the same recipe.
     *
     * @throws FolderHeldException if another process holds it
     * @throws InputException if it belongs to another recipe, or the disk is too small
     */
    public static RunFolder open(Path folder, Experiment experiment, long weights) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = lock(folder);
            RunFolder run = new RunFolder(folder, experiment, channel);
            try {
                run.checkSpace(weights);
                run.checkRecipe();
            } catch (RuntimeException e) {
                run.close();
                throw e;
            }
            return run;
        } catch (IOException e) {
            throw new InputException(
                    folder + ": cannot be used as a run folder (" + e.getMessage() + "); choose another --out", e);
        }
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** Whether the schedule's last checkpoint is there and stands in the provenance: nothing is left to do. */
    public boolean isFinished() {
        String last = Checkpoint.fileName(experiment.schedule().epochs());
        return Files.exists(folder.resolve(last))
                && Files.exists(folder.resolve(Provenance.FILE))
                && Provenance.read(folder).sha256().containsKey(last);
    }

    /** The newest point from which training can go on, if there is one. */
    public Optional<Resumption> newest() {
        return checkpointEpochs().stream()
                .sorted(Comparator.reverseOrder())
                .filter(epoch -> Files.exists(optimizerFile(epoch)))
                .findFirst()
                .map(epoch -> new Resumption(
                        Checkpoint.read(folder.resolve(Checkpoint.fileName(epoch))),
                        optimizerState(epoch),
                        lossesBefore(epoch)));
    }

    /** Stores a checkpoint with its optimizer state and all losses before it, then drops the older state. */
    public void save(Checkpoint checkpoint, OptimizerState optimizer, LossCurve losses) {
        Map<String, Stored> state = new LinkedHashMap<>();
        state.put(MEAN, new Stored(List.of(optimizer.mean().length), optimizer.mean()));
        state.put(MEAN_SQUARE, new Stored(List.of(optimizer.meanSquare().length), optimizer.meanSquare()));
        state.put(SECONDS, new Stored(List.of(1), new double[] {optimizer.seconds()}));
        Safetensors.write(optimizerFile(checkpoint.epoch()), state);
        lossLog.write(losses);
        checkpoint.writeTo(folder.resolve(Checkpoint.fileName(checkpoint.epoch())));
        for (int epoch : checkpointEpochs()) {
            if (epoch != checkpoint.epoch()) {
                delete(optimizerFile(epoch));
            }
        }
    }

    /**
     * Writes the loss curve, and where the finished run comes from, with the digests of all its files.
     *
     * @param losses of all epochs
     */
    public void finish(LossCurve losses, Provenance provenance) {
        losses.writeTo(folder.resolve(LOSSES));
        delete(folder.resolve(LOSS_LOG));
        Map<String, String> digests = new TreeMap<>();
        digests.put(RECIPE, Sha256.of(folder.resolve(RECIPE)));
        digests.put(LOSSES, Sha256.of(folder.resolve(LOSSES)));
        for (int epoch : checkpointEpochs()) {
            Path file = folder.resolve(Checkpoint.fileName(epoch));
            digests.put(Checkpoint.fileName(epoch), Sha256.of(file));
        }
        provenance.withFiles(digests).writeTo(folder);
    }

    @Override
    public void close() {
        try {
            // The file stays: a process that waits for it must find the same one.
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            ByteBuffer holder = ByteBuffer.allocate(200);
            channel.read(holder, 0);
            channel.close();
            throw new FolderHeldException(folder + ": held by "
                    + new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8)
                    + "; wait for it, stop it, or choose another --out");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            // Only the last byte of the range is never written, so that a second process may read the holder's name.
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void checkRecipe() {
        Path file = folder.resolve(RECIPE);
        if (!Files.exists(file)) {
            if (!checkpointEpochs().isEmpty()) {
                throw new InputException(folder + ": has checkpoints but no " + RECIPE + "; choose an empty --out");
            }
        } else if (!Recipes.read(file).fingerprint().equals(experiment.fingerprint())) {
            throw new InputException(
                    folder + ": holds a run of another recipe (see its " + RECIPE + "); choose another --out");
        }
        int newest =
                checkpointEpochs().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (newest > experiment.schedule().epochs()) {
            throw new InputException(folder + ": is at epoch " + newest + " already, past the "
                    + experiment.schedule().epochs() + " asked for; ask for more epochs or choose another --out");
        }
        AtomicFile.writeText(file, Recipes.write(experiment));
    }

    private void checkSpace(long weights) throws IOException {
        long epochsLeft = experiment.schedule().epochs()
                - checkpointEpochs().stream().mapToInt(Integer::intValue).max().orElse(0);
        long checkpoints = Math.max(0, epochsLeft) / experiment.schedule().saveEvery() + 3;
        long needed = checkpoints * (weights * BYTES_PER_WEIGHT + 4096);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < needed) {
            throw new InputException("%s: %d MB free, but the run's checkpoints need %d MB; free some space, choose"
                            .formatted(folder, free >> 20, (needed >> 20) + 1)
                    + " another --out or a larger save-every");
        }
    }

    private List<Integer> checkpointEpochs() {
        return epochsIn(folder);
    }

    /** The newest epoch whose weights lie in a folder; 0 where there is no run yet. */
    public static int reachedEpoch(Path folder) {
        return Files.isDirectory(folder)
                ? epochsIn(folder).stream().mapToInt(Integer::intValue).max().orElse(0)
                : 0;
    }

    /** Epochs whose weights lie in a folder, ascending. */
    static List<Integer> epochsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Checkpoint::epochOf)
                    .filter(epoch -> epoch >= 0)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    /** Of a run that was finished, and is to go on, or whose process was killed while it finished, the curve is left. */
    private LossCurve lossesBefore(int epoch) {
        LossCurve losses = new LossCurve(List.of());
        if (Files.exists(folder.resolve(LOSS_LOG))) {
            losses = lossLog.read(epoch);
        } else if (Files.exists(folder.resolve(LOSSES))) {
            losses = LossCurve.read(folder.resolve(LOSSES)).before(epoch);
        }
        if (losses.points().size() != epoch) {
            throw new InputException(
                    folder + ": has losses of " + losses.points().size() + " epochs before its"
                            + " checkpoint of epoch " + epoch + "; delete the run folder and train again");
        }
        return losses;
    }

    private OptimizerState optimizerState(int epoch) {
        Path file = optimizerFile(epoch);
        Map<String, Stored> state = Safetensors.read(file);
        Stored mean = state.get(MEAN);
        Stored meanSquare = state.get(MEAN_SQUARE);
        Stored seconds = state.get(SECONDS);
        if (mean == null || meanSquare == null || seconds == null) {
            throw new InputException(file + ": is no optimizer state; delete the run folder and train again");
        }
        return new OptimizerState(mean.values(), meanSquare.values(), seconds.values()[0]);
    }

    private Path optimizerFile(int epoch) {
        return folder.resolve(Checkpoint.fileName(epoch).replace(".safetensors", ".optimizer.safetensors"));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be deleted (" + e.getMessage() + ")", e);
        }
    }
}
