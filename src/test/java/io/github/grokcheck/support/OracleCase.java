package io.github.grokcheck.support;

import io.github.grokcheck.calibration.PlantedCircuit;
import io.github.grokcheck.calibration.PlantedCircuit.Design;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model that both this project's measures and {@code src/test/oracle/measures.py} measure.
 *
 * @param name under which the program's results stand
 * @param weights float32 values
 * @param seed of the split
 * @param fraction of the pairs that count as training pairs
 * @param keys key frequencies to use instead of the model's own
 */
public record OracleCase(String name, Weights weights, long seed, double fraction, Optional<List<Integer>> keys) {
    /** Random weights, which have no structure that could hide a mistake; small enough to be measured in no time. */
    public static List<OracleCase> tiny() {
        return List.of(
                random("own keys", 7, TinyModels.SIZES, 11, Optional.empty()),
                random("given keys", 7, TinyModels.SIZES, 12, Optional.of(List.of(1, 3))),
                random("mod 5", 5, TinyModels.SIZES, 13, Optional.of(List.of(2))),
                // W_L of rank 2 at most, so that the four directions of two keys are not independent.
                random("dependent directions", 7, new Architecture(2, 1, 2, 9), 14, Optional.of(List.of(1, 2))),
                new OracleCase("clusters", clusters(), 15, 0.3, Optional.empty()));
    }

    /**
     * Neurons that belong to frequencies 2, 4 and 5 mod 11 and are no polynomials, because they fall silent; W_L reads 2
     * and 4, and 5 hardly, and a neuron that belongs to none.
     */
    private static Weights clusters() {
        int p = 11;
        PlantedModel model = new PlantedModel(p, 7);
        int[] frequencies = {2, 4, 5, 2, 4, 5};
        for (int i = 0; i < frequencies.length; i++) {
            double wave = 2 * Math.PI * frequencies[i] / p;
            double phase = i;
            model.neuron(i, a -> Math.cos(wave * a + phase), b -> Math.cos(wave * b + phase), 0.5);
            double weight = frequencies[i] == 5 ? 0.3 : 3;
            model.readOut(i, c -> weight * Math.cos(wave * c + 2 * phase) + 0.1 * (c % 3));
        }
        model.neuron(6, a -> a % 2, b -> -(b % 3), 0).readOut(6, c -> 0.05 * c);
        return float32(model.attention(a -> 0.5 + 0.3 * Math.cos(2 * Math.PI * 3 * a / p))
                .weights());
    }

    /** Every kept checkpoint of a shipped run, or its last one alone. */
    public static Stream<OracleCase> ofRun(String folder, boolean lastOnly) {
        RecordedRun run = RecordedRun.open(Path.of(folder));
        double fraction = run.experiment().task().trainFraction();
        long seed = run.experiment().seeds().split();
        return run.epochs().stream()
                .filter(epoch ->
                        !lastOnly || epoch.equals(run.epochs().get(run.epochs().size() - 1)))
                .map(epoch -> new OracleCase(
                        run.name() + ", epoch " + epoch,
                        run.checkpoint(epoch).weights(),
                        seed,
                        fraction,
                        Optional.empty()));
    }

    /** The circuit written by hand, its weights rounded to float32. */
    public static OracleCase planted() {
        return new OracleCase("planted", float32(PlantedCircuit.weights(Design.SOUND)), 0, 0.3, Optional.empty());
    }

    private static Weights float32(Weights exact) {
        Map<WeightName, Tensor> rounded = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            rounded.put(name, exact.get(name).map(x -> (float) x));
        }
        return new Weights(rounded);
    }

    private static OracleCase random(String name, int p, Architecture sizes, long seed, Optional<List<Integer>> keys) {
        return new OracleCase(name, TinyModels.random(p, sizes, seed), seed, 0.3, keys);
    }

    /** The model as this project measures it. */
    public MeasuredModel measured() {
        int p = weights.p();
        Split split = Split.random(new ModularAddition(p), fraction, seed);
        return new MeasuredModel(
                weights,
                Optional.of(split),
                keys.map(ks -> ks.stream().map(k -> new Frequency(k, p)).toList()));
    }

    @Override
    public String toString() {
        return name;
    }
}
