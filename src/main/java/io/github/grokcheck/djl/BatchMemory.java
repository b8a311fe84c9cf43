package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.training.SweepRun;
import java.lang.management.MemoryUsage;
import java.util.List;

/** How much memory a batch takes of its device, and so how many rows it may have. */
final class BatchMemory {
    /** The rest is for PyTorch's own work space and for gaps between its arrays. */
    private static final double USABLE = 0.8;

    /** Arrays as large as all weights: weights, moments, gradient with its parts, and what a step of AdamW makes. */
    private static final int OF_WEIGHTS = 14;

    private static final int FLOAT = Float.BYTES;
    private static final int DOUBLE = Double.BYTES;

    private BatchMemory() {}

    /**
     * Bytes that one run adds to a batch, from the sizes of all arrays that are alive at once; what they are made of is
     * in {@link StackedTables}, {@link StackedPass}, {@link WideLoss} and {@link StackedChunk}. At the paper's sizes and
     * chunks of 960 examples 43 MiB; on a processor a run added 34 MiB to the greatest memory of the process.
     *
     * @param chunkSize examples of the run that are computed together
     */
    static long perRun(Experiment experiment, int chunkSize) {
        long p = experiment.task().p();
        Architecture sizes = experiment.architecture();
        long examples = Math.min(chunkSize, p * p);
        long constants = p * p * (5L * Long.BYTES + DOUBLE);
        return OF_WEIGHTS * BatchedRun.count(experiment) * FLOAT
                + tables(p, sizes)
                + examples * perExample(p, sizes)
                + constants;
    }

    private static long tables(long p, Architecture sizes) {
        long values = (long) sizes.nHeads() * sizes.dHead();
        long outputs = sizes.dMlp() + p + 1;
        long perToken = 3L * sizes.dModel() + 9 * values + 6L * sizes.nHeads();
        return FLOAT * ((2 * p + 1) * perToken + 5 * values * outputs + 4 * sizes.dMlp() * (p + 1));
    }

    private static long perExample(long p, Architecture sizes) {
        long values = (long) sizes.nHeads() * sizes.dHead();
        long outputs = sizes.dMlp() + p + 1;
        long singles = 15 * values + 2 * outputs + 3L * sizes.dMlp() + 2 * (p + 1) + 3 * p;
        long doubles = 8 * (p + 1) + 20L * sizes.nHeads();
        return FLOAT * singles + DOUBLE * doubles;
    }

    /** How many rows fit into what a GPU has free, one at least. */
    static int rows(Device gpu, List<SweepRun> runs, int chunkSize) {
        MemoryUsage memory = CudaUtils.getGpuMemory(gpu);
        return rows(memory.getMax() - memory.getCommitted(), runs, chunkSize);
    }

    /** How many rows fit into so many bytes, one at least, where every row may have to hold the largest of the runs. */
    static int rows(long free, List<SweepRun> runs, int chunkSize) {
        long largest = runs.stream()
                .mapToLong(run -> perRun(run.experiment(), chunkSize))
                .max()
                .orElseThrow();
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, USABLE * free / largest));
    }
}
