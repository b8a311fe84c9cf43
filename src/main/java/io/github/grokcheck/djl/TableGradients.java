package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss's gradient with respect to the tables of {@link TokenTables}: the sums over examples, within a chunk in the
 * examples' order, then always in the chunks' order, so that threads cannot change their bits.
 */
final class TableGradients {
    private final DataType type;
    private final int numbers;
    private final int heads;
    private final int outputs;
    private final List<EngineMemory> effects;
    private final EngineMemory base;
    private final EngineMemory scores;

    /** @param manager owns the memory */
    TableGradients(NDManager manager, int p, Architecture sizes, DataType type) {
        this.type = type;
        numbers = 2 * p;
        heads = sizes.nHeads();
        outputs = sizes.dMlp() + p + 1;
        effects = IntStream.range(0, heads)
                .mapToObj(head -> EngineMemory.allocate(manager, type, numbers + 1L, outputs))
                .toList();
        base = EngineMemory.allocate(manager, type, 1, outputs);
        scores = EngineMemory.allocate(manager, type, numbers + 1L, heads);
    }

    /** Lends the arrays to a step's manager. */
    void tempAttach(NDManager step) {
        effects.forEach(head -> head.array().tempAttach(step));
        base.array().tempAttach(step);
        scores.array().tempAttach(step);
    }

    /** [1, outputs]. */
    NDArray sumBase(List<ChunkPass> chunks) {
        Rows total = Rows.of(type, 1, outputs);
        chunks.forEach(chunk -> total.addScaled(0, 1, chunk.toBase(), 0));
        total.store(base);
        return base.array();
    }

    /** Every head's effects of some numbers' tokens. */
    void sumEffects(List<ChunkPass> chunks, int from, int to) {
        Rows total = Rows.of(type, heads, outputs);
        Rows ofChunk = Rows.of(type, heads, outputs);
        for (int token = from; token < to; token++) {
            total.clear();
            chunks.get(0).addEffects(token, total);
            for (ChunkPass chunk : chunks.subList(1, chunks.size())) {
                ofChunk.clear();
                chunk.addEffects(token, ofChunk);
                for (int head = 0; head < heads; head++) {
                    total.addScaled(head, 1, ofChunk, head);
                }
            }
            for (int head = 0; head < heads; head++) {
                total.store(head, 0, effects.get(head), token * outputs, outputs);
            }
        }
    }

    /**
     * One head's effects, [2p + 1, outputs], once the base and the effects of all numbers are summed. That of "=" enters
     * the base once, and every other effect with a minus.
     */
    NDArray effects(int head) {
        EngineMemory memory = effects.get(head);
        Rows ofEquals = Rows.of(type, 1, outputs);
        Rows ofNumber = Rows.of(type, 1, outputs);
        ofEquals.load(base);
        for (int token = 0; token < numbers; token++) {
            ofNumber.load(0, 0, memory, token * outputs, outputs);
            ofEquals.addScaled(0, -1, ofNumber, 0);
        }
        ofEquals.store(0, 0, memory, numbers * outputs, outputs);
        return memory.array();
    }

    /** [2p + 1, heads]. */
    NDArray sumScores(List<ChunkPass> chunks) {
        double[] total = new double[(numbers + 1) * heads];
        for (ChunkPass chunk : chunks) {
            double[] scores = chunk.toScores();
            for (int i = 0; i < total.length; i++) {
                total[i] += scores[i];
            }
        }
        Rows rounded = Rows.of(type, 1, total.length);
        rounded.round(0, 0, total, 0, total.length);
        rounded.store(scores);
        return scores.array();
    }
}
