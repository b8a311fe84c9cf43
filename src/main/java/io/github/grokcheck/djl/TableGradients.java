package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss's gradient with respect to the tables of {@link TokenTables}: the sums over chunks, always in the chunks'
 * order, so that threads cannot change their bits.
 */
final class TableGradients {
    private final DataType type;
    private final int numbers;
    private final int heads;
    private final int outputs;
    private final List<EngineMemory> effects;
    private final EngineMemory base;

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
    }

    /** Lends the arrays to a step's manager. */
    void tempAttach(NDManager step) {
        effects.forEach(head -> head.array().tempAttach(step));
        base.array().tempAttach(step);
    }

    /** [1, outputs]. */
    NDArray sumBase(List<TableSums> chunks) {
        Rows total = Rows.of(type, 1, outputs);
        chunks.forEach(chunk -> total.addScaled(0, 1, chunk.base, 0));
        total.store(base);
        return base.array();
    }

    /** One head's effects, [2p + 1, outputs]. That of "=" enters the base once, and every other effect with a minus. */
    NDArray sumEffects(List<TableSums> chunks, int head) {
        EngineMemory memory = effects.get(head);
        Rows total = Rows.of(type, 1, outputs);
        Rows ofEquals = Rows.of(type, 1, outputs);
        chunks.forEach(chunk -> ofEquals.addScaled(0, 1, chunk.base, 0));
        for (int token = 0; token < numbers; token++) {
            int row = head * numbers + token;
            total.copy(0, chunks.get(0).effects, row);
            for (TableSums chunk : chunks.subList(1, chunks.size())) {
                total.addScaled(0, 1, chunk.effects, row);
            }
            ofEquals.addScaled(0, -1, total, 0);
            total.store(0, 0, memory, token * outputs, outputs);
        }
        ofEquals.store(0, 0, memory, numbers * outputs, outputs);
        return memory.array();
    }

    /** [2p + 1, heads]. */
    NDArray sumScores(NDManager step, List<TableSums> chunks) {
        double[] total = new double[(numbers + 1) * heads];
        for (TableSums chunk : chunks) {
            for (int i = 0; i < total.length; i++) {
                total[i] += chunk.scores[i];
            }
        }
        return Libtorch.copy(step, total, type).reshape(-1, heads);
    }
}
