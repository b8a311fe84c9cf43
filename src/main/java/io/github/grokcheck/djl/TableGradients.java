package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The loss's gradient with respect to the tables of {@link TokenTables}: the sums over examples in their order, whichever
 * thread computed what of them first, so that threads cannot change their bits.
 */
final class TableGradients {
    /** Rows that are added to every head's sum in turn: few enough to stay in the nearest cache meanwhile. */
    private static final int AT_ONCE = 4;

    private final DataType type;
    private final int p;
    private final int numbers;
    private final int heads;
    private final int outputs;
    private final List<EngineMemory> effects;
    private final EngineMemory base;
    private final EngineMemory scores;

    /** With respect to each example's outputs, [examples, outputs]. */
    private final Rows toOutputs;
    /** A(head, a) and A(head, b) of each example, [examples, heads · 2]. */
    private final double[][] pattern;
    /** The examples in which each number's token stands, in their order, [2p]. */
    private final int[][] examplesOf;

    private final List<ChunkPass.ToTables> ofChunks;

    /**
     * @param manager owns the memory
     * @param rows rows a·p + b of all chunks' examples
     */
    TableGradients(
            NDManager manager, PairTask task, int[] rows, List<ChunkPass> chunks, Architecture sizes, DataType type) {
        this.type = type;
        p = task.p();
        numbers = 2 * p;
        heads = sizes.nHeads();
        outputs = sizes.dMlp() + p + 1;
        effects = IntStream.range(0, heads)
                .mapToObj(head -> EngineMemory.allocate(manager, type, numbers + 1L, outputs))
                .toList();
        base = EngineMemory.allocate(manager, type, 1, outputs);
        scores = EngineMemory.allocate(manager, type, numbers + 1L, heads);
        toOutputs = Rows.of(type, rows.length, outputs);
        pattern =
                chunks.stream().map(ChunkPass::pattern).flatMap(Arrays::stream).toArray(double[][]::new);
        examplesOf = examplesOf(task, rows);
        ofChunks = ofChunks(chunks);
    }

    private static int[][] examplesOf(PairTask task, int[] rows) {
        List<IntStream.Builder> examples =
                Stream.generate(IntStream::builder).limit(2L * task.p()).toList();
        for (int i = 0; i < rows.length; i++) {
            examples.get(task.first(rows[i])).add(i);
            examples.get(task.p() + task.second(rows[i])).add(i);
        }
        return examples.stream().map(each -> each.build().toArray()).toArray(int[][]::new);
    }

    private List<ChunkPass.ToTables> ofChunks(List<ChunkPass> chunks) {
        List<ChunkPass.ToTables> each = new ArrayList<>();
        int from = 0;
        for (ChunkPass chunk : chunks) {
            int to = from + chunk.size();
            each.add(new ChunkPass.ToTables(
                    toOutputs.slice(from, to), Rows.of(type, 1, outputs), new double[(numbers + 1) * heads]));
            from = to;
        }
        return List.copyOf(each);
    }

    /** What one chunk's backward pass fills. */
    ChunkPass.ToTables ofChunk(int chunk) {
        return ofChunks.get(chunk);
    }

    /** Lends the arrays to a step's manager. */
    void tempAttach(NDManager step) {
        effects.forEach(head -> head.array().tempAttach(step));
        base.array().tempAttach(step);
        scores.array().tempAttach(step);
    }

    /** [1, outputs]. */
    NDArray sumBase() {
        Rows total = Rows.of(type, 1, outputs);
        ofChunks.forEach(chunk -> total.addScaled(0, 1, chunk.base(), 0));
        total.store(base);
        effects.forEach(head -> total.store(0, 0, head, numbers * outputs, outputs));
        return base.array();
    }

    /** Every head's effects of some numbers' tokens, left for {@link #effects}. */
    void sumEffects(int from, int to) {
        Rows total = Rows.of(type, heads, outputs);
        for (int token = from; token < to; token++) {
            total.clear();
            addEffects(token, total);
            for (int head = 0; head < heads; head++) {
                total.store(head, 0, effects.get(head), token * outputs, outputs);
            }
        }
    }

    private void addEffects(int token, Rows total) {
        int place = token < p ? 0 : 1;
        int[] examples = examplesOf[token];
        double[] weights = new double[AT_ONCE];
        for (int from = 0; from < examples.length; from += AT_ONCE) {
            int[] some = Arrays.copyOfRange(examples, from, Math.min(from + AT_ONCE, examples.length));
            for (int head = 0; head < heads; head++) {
                for (int i = 0; i < some.length; i++) {
                    weights[i] = pattern[some[i]][2 * head + place];
                }
                total.sum(head, total, head, weights, toOutputs, some, some.length);
            }
        }
    }

    /**
     * One head's effects, [2p + 1, outputs], once the base and the effects of all numbers are summed; that of "=" is in
     * the base.
     */
    NDArray effects(int head) {
        return effects.get(head).array();
    }

    /** [2p + 1, heads]. */
    NDArray sumScores() {
        double[] total = new double[(numbers + 1) * heads];
        for (ChunkPass.ToTables chunk : ofChunks) {
            for (int i = 0; i < total.length; i++) {
                total[i] += chunk.scores()[i];
            }
        }
        Rows rounded = Rows.of(type, 1, total.length);
        rounded.round(0, 0, total, 0, total.length);
        rounded.store(scores);
        return scores.array();
    }
}
