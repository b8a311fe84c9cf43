package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TestProvenance;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.LossCurve.Point;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.RunFolder.OptimizerState;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A finished run of random weights, made without the native library. */
final class TinyRun {
    static final int P = 7;
    static final Experiment EXPERIMENT = new Experiment(
            "tiny",
            new Experiment.Task(P, 0.5),
            new Experiment.Architecture(8, 2, 4, 16),
            new Experiment.AdamW(1e-3, 1, 0.9, 0.98, 1e-8, 10),
            new Experiment.Schedule(20, 10),
            new Experiment.Seeds(0, 0));

    private TinyRun() {}

    /** Standard normal weights. */
    static Weights weights(long seed) {
        Random random = new Random(seed);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            Shape shape = name.shape(P, EXPERIMENT.architecture());
            double[] values =
                    random.doubles(shape.count()).map(x -> (float) (2 * x - 1)).toArray();
            tensors.put(name, Tensor.of(shape, values));
        }
        return new Weights(tensors);
    }

    /** A folder with the checkpoints of epochs 0, 10 and 20. */
    static Path in(Path folder) {
        LossCurve losses = new LossCurve(List.of(new Point(0, 2, 2), new Point(20, 1, 1.5)));
        try (RunFolder run = RunFolder.open(folder, EXPERIMENT, 1000)) {
            for (int epoch = 0; epoch <= 20; epoch += 10) {
                run.save(
                        new Checkpoint("tiny", epoch, weights(epoch)),
                        new OptimizerState(new double[1], new double[1], 1),
                        losses);
            }
            run.finish(losses, TestProvenance.of(EXPERIMENT));
        }
        return folder;
    }
}
