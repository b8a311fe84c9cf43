package io.github.grokcheck.djl;

import ai.djl.Device;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.Sweep;
import io.github.grokcheck.training.Sweep.Run;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains a list of runs in the way that suits the device: on a processor each run by itself, several side by side; on a
 * GPU several as one batch.
 */
public final class ListTrainer {
    private final DeviceChoice choice;
    private final Device device;
    private final Arithmetic arithmetic;
    private final Origin origin;
    private final Clock clock;

    /**
     * @param arithmetic of each run; on a GPU the chunk size alone matters
     * @param clock tells how long a run took and on which day it ended
     */
    public ListTrainer(DeviceChoice device, Arithmetic arithmetic, Origin origin, Clock clock) {
        this.choice = device;
        this.device = Libtorch.device(device);
        this.arithmetic = arithmetic;
        this.origin = origin;
        this.clock = clock;
    }

    /**
     * How many runs are trained at once. If nobody asks for a number: on a processor one for each core; on a GPU as many
     * as keep each other company to the end and fit into its memory.
     *
     * @param asked 1 or more
     * @throws TrainingException if more are asked for than fit into the GPU's memory
     */
    public int atOnce(List<Run> runs, Optional<Integer> asked) {
        int most = device.isGpu()
                ? rows(BatchMemory.rows(device, runs, arithmetic.chunkSize()), runs, asked)
                : asked.orElse(Runtime.getRuntime().availableProcessors());
        return Math.min(runs.size(), most);
    }

    /** @param fitting rows that the memory has room for */
    static int rows(int fitting, List<Run> runs, Optional<Integer> asked) {
        int wanted = asked.orElseGet(() -> Math.min(fitting, worthFilling(runs)));
        if (Math.min(wanted, runs.size()) > fitting) {
            throw new TrainingException(
                    "--at-once is " + wanted + ", but the GPU's free memory has room for " + fitting
                            + " such runs; give at most that or a smaller --chunk-size",
                    null);
        }
        return wanted;
    }

    private static int worthFilling(List<Run> runs) {
        return BatchPlan.groups(runs).stream()
                .mapToInt(BatchPlan::rowsWorthFilling)
                .max()
                .orElse(1);
    }

    /**
     * Trains every run, or continues where its folder's newest checkpoint left off. A run that fails does not stop the
     * others.
     *
     * @param atOnce as {@link #atOnce} says
     * @param progress of one run
     * @return what went wrong, by run, in the order of the runs; empty when all are trained
     */
    public Map<Run, Throwable> train(List<Run> runs, int atOnce, Function<Run, Progress> progress) {
        return device.isGpu()
                ? new BatchedTrainer(choice, arithmetic.chunkSize(), origin, clock).train(runs, atOnce, progress)
                : Sweep.train(new DjlTrainer(choice, arithmetic, origin, clock), runs, atOnce, progress);
    }
}
