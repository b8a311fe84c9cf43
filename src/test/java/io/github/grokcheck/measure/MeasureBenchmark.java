package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.Activations;
import io.github.grokcheck.model.ForwardPass;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The float64 forward pass on all pairs, and every measure of one model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class MeasureBenchmark {
    private Weights weights;
    private Split split;

    @Setup
    public void read() {
        RecordedRun run = RecordedRun.open(Path.of("fixtures/runs/mainline-seed0"));
        weights = run.last().weights();
        split = Split.random(new ModularAddition(weights.p()), 0.3, 0);
    }

    @Benchmark
    public Activations forwardPass() {
        return ForwardPass.onAllPairs(weights);
    }

    @Benchmark
    public long everyMeasure() {
        MeasuredModel model = new MeasuredModel(weights, Optional.of(split), Optional.empty());
        return Arrays.stream(ModelMeasure.values())
                .filter(measure -> measure.of(model) instanceof Value.Scalar)
                .count();
    }
}
