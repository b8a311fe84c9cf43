package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.github.grokcheck.dataset.PairTask;
import java.util.List;

/**
 * The same number C of examples of each of R runs. A run that has fewer left is filled up with copies of its first
 * example that weigh nothing.
 */
final class StackedChunk {
    private final int p;
    private final long runs;
    private final int size;

    /** a and b of each example, [R, C, 1]. */
    private final NDArray first;

    private final NDArray second;
    /** Their rows in all runs' token tables, one run's below the other's, [R · C]. */
    private final NDArray firstRow;

    private final NDArray secondRow;
    /** The wanted answer, [R, C, 1]. */
    private final NDArray label;
    /** 1/n of a run with n examples, zero for what fills up, float64, [R, C, 1]. */
    private final NDArray weight;
    /** 0…p, [p + 1]. */
    private final NDArray outputs;

    /**
     * @param manager owns the memory
     * @param from first example of the chunk
     * @param size C
     */
    StackedChunk(NDManager manager, List<Examples> runs, int from, int size) {
        p = runs.get(0).task().p();
        this.runs = runs.size();
        this.size = size;
        int count = runs.size() * size;
        long[][] columns = new long[5][count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            int run = i / size;
            int at = from + i % size;
            Examples examples = runs.get(run);
            boolean real = at < examples.rows().length;
            int row = examples.rows().length == 0 ? 0 : examples.rows()[real ? at : 0];
            PairTask task = examples.task();
            columns[0][i] = task.first(row);
            columns[1][i] = task.second(row);
            columns[2][i] = run * (2L * p + 1) + task.first(row);
            columns[3][i] = run * (2L * p + 1) + p + task.second(row);
            columns[4][i] = task.label(row);
            weights[i] = real ? 1.0 / examples.rows().length : 0;
        }
        Shape column = new Shape(this.runs, size, 1);
        first = manager.create(columns[0], column);
        second = manager.create(columns[1], column);
        firstRow = manager.create(columns[2]);
        secondRow = manager.create(columns[3]);
        label = manager.create(columns[4], column);
        weight = manager.create(weights, column);
        outputs = manager.arange(0, p + 1, 1, DataType.INT64);
    }

    /** Lends all arrays to a step's manager. */
    void tempAttach(NDManager local) {
        for (NDArray array : new NDArray[] {first, second, firstRow, secondRow, label, weight, outputs}) {
            array.tempAttach(local);
        }
    }

    /** The row of a token table [R, 2p + 1, width] that belongs to each example's first number, [R, C, width]. */
    NDArray ofFirst(NDArray table) {
        return lookUp(table, firstRow);
    }

    /** The same for the second number. */
    NDArray ofSecond(NDArray table) {
        return lookUp(table, secondRow);
    }

    private NDArray lookUp(NDArray table, NDArray rows) {
        long width = table.getShape().get(2);
        return rows.getNDArrayInternal()
                .embedding(rows, table.reshape(-1, width), SparseFormat.DENSE)
                .singletonOrThrow()
                .reshape(runs, size, width);
    }

    /**
     * Adds up the examples that have the same first number, [R, p, width]. By a product with zeros and ones: a GPU adds
     * in an order of its own where many rows are added to a few.
     *
     * @param each [R, C, width]
     */
    NDArray sumByFirst(NDArray each) {
        return sumBy(first, each);
    }

    /** The same by the second number. */
    NDArray sumBySecond(NDArray each) {
        return sumBy(second, each);
    }

    private NDArray sumBy(NDArray token, NDArray each) {
        NDArray oneHot = token.eq(outputs.get(":" + p)).toType(each.getDataType(), false);
        return StackedTables.transposed(oneHot).matMul(each);
    }

    /** One where an output is the wanted answer, else zero, float64, [R, C, p + 1]. */
    NDArray isAnswer() {
        return label.eq(outputs).toType(DataType.FLOAT64, false);
    }

    /** Of [R, C, p + 1] the entry of the wanted answer, [R, C, 1]. */
    NDArray ofAnswer(NDArray each) {
        return each.gather(label, 2);
    }

    /** What each example weighs in its run's mean, float64, [R, C, 1]. */
    NDArray weight() {
        return weight;
    }
}
