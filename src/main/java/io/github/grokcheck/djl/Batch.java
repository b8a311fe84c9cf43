package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.djl.RunJournal.State;
import io.github.grokcheck.djl.StackedBatch.LossesAndGradient;
import io.github.grokcheck.model.Weights;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arrays of a batch as long as the same runs are in it. A row without a run holds a copy of another run's weights,
 * has no examples and learns nothing: the number of rows stays, and with it the shapes of all products.
 */
final class Batch implements AutoCloseable {
    private final NDManager manager;
    private final List<Optional<BatchedRun>> rows;
    private final BatchedRun someone;
    private final StackedWeights weights;
    private final StackedAdamW optimizer;
    private final StackedBatch train;
    private final StackedBatch test;

    /**
     * @param rows at least one of them with a run
     * @param chunkSize examples of each run in a chunk
     */
    Batch(NDManager parent, List<Optional<BatchedRun>> rows, int chunkSize) {
        manager = parent.newSubManager();
        this.rows = rows;
        someone = rows.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        Experiment any = someone.experiment();
        weights = StackedWeights.of(
                manager,
                any.task().p(),
                any.architecture(),
                each(run -> FlatWeights.values(run.state().weights())),
                DataType.FLOAT32);
        optimizer = new StackedAdamW(
                StackedWeights.stack(manager, each(run -> run.state().mean()), DataType.FLOAT32),
                StackedWeights.stack(manager, each(run -> run.state().meanSquare()), DataType.FLOAT32));
        train = new StackedBatch(manager, examples(Examples::ofTraining), chunkSize);
        test = new StackedBatch(manager, examples(Examples::ofTest), chunkSize);
    }

    private <T> List<T> each(Function<BatchedRun, T> value) {
        return rows.stream().map(run -> value.apply(run.orElse(someone))).toList();
    }

    private List<Examples> examples(Function<Experiment, Examples> of) {
        Examples none = of.apply(someone.experiment()).none();
        return rows.stream()
                .map(row -> row.map(run -> of.apply(run.experiment())).orElse(none))
                .toList();
    }

    /** Each row's mean training loss and its gradient, which {@code step} owns. */
    LossesAndGradient gradient(NDManager step) {
        return train.gradient(step, weights);
    }

    /** Each row's mean test loss; zero for a row without test examples. */
    double[] testLosses(NDManager step) {
        return test.losses(step, weights);
    }

    /** Takes a step in every row. */
    void update(NDManager step, NDArray gradient) {
        optimizer.update(
                step,
                weights,
                gradient,
                each(run -> new StackedAdamW.At(run.experiment().optimizer(), run.epoch())));
    }

    /** One row's weights and moments. */
    State state(int row) {
        Experiment any = someone.experiment();
        Weights named = FlatWeights.named(any.task().p(), any.architecture(), row(weights.flat(), row));
        return new State(named, row(optimizer.mean(), row), row(optimizer.meanSquare(), row));
    }

    private static double[] row(NDArray stacked, int row) {
        try (NDArray one = stacked.get(row)) {
            return Libtorch.toDoubles(one);
        }
    }

    @Override
    public void close() {
        train.close();
        test.close();
        manager.close();
    }
}
