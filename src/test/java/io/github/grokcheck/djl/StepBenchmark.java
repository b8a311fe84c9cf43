package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loss and gradient of the mainline batch, and the test loss alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StepBenchmark {
    @Param({"480", "960", "1920"})
    int chunkSize;

    @Param({"1", "2"})
    int threads;

    private NDManager manager;
    private FlatWeights weights;
    private Crew crew;
    private FullBatch train;
    private FullBatch test;

    @Setup
    public void prepare() {
        Experiment mainline = Recipes.find("mainline");
        ModularAddition task = new ModularAddition(mainline.task().p());
        Split split = Split.random(task, mainline.task().trainFraction(), 0);
        manager = Libtorch.engine().newBaseManager(Device.cpu());
        weights = FlatWeights.of(manager, Libtorch.initialWeights(mainline), DataType.FLOAT32);
        crew = new Crew(threads);
        train = batch(mainline, task, split.trainRows());
        test = batch(mainline, task, split.testRows());
    }

    private FullBatch batch(Experiment recipe, ModularAddition task, int[] rows) {
        return new FullBatch(manager, task, rows, recipe.architecture(), DataType.FLOAT32, chunkSize, crew);
    }

    @Benchmark
    public double gradient() {
        try (NDManager step = manager.newSubManager()) {
            return train.gradient(step, weights).loss();
        }
    }

    @Benchmark
    public double testLoss() {
        return test.loss(manager, weights);
    }

    @TearDown
    public void free() {
        train.close();
        test.close();
        crew.close();
        manager.close();
    }
}
