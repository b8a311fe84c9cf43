package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Experiment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SetupMeasureTest {
    /** Every number another, so that no two facts can be mixed up. */
    private static final Experiment SMALL = new Experiment(
            "small",
            new Experiment.Task(7, 0.5),
            new Experiment.Architecture(8, 2, 3, 10),
            new Experiment.AdamW(0.002, 0.25, 0.91, 0.97, 1e-8, 4),
            new Experiment.Schedule(20, 5),
            new Experiment.Seeds(1, 2));

    private static Map<String, Value> facts(Experiment experiment) {
        return Arrays.stream(SetupMeasure.values())
                .collect(Collectors.toMap(
                        SetupMeasure::id, measure -> measure.of(experiment), (a, b) -> a, LinkedHashMap::new));
    }

    @Test
    void a_small_recipe_worked_by_hand() {
        // W_E 8·8, W_pos 3·8, W_K, W_Q, W_V 2·3·8 each, W_O 8·6, W_in 10·8, b_in 10, W_out 8·10, b_out 8, W_U 8·8.
        int parameters = 64 + 24 + 3 * 48 + 48 + 80 + 10 + 80 + 8 + 64;

        assertThat(facts(SMALL))
                .containsExactly(
                        Map.entry("setup.p", new Value.Count(7)),
                        Map.entry("setup.pairs", new Value.Count(49)),
                        Map.entry("setup.train-pairs", new Value.Count(24)),
                        Map.entry("setup.test-pairs", new Value.Count(25)),
                        Map.entry("setup.train-fraction", new Value.Scalar(0.5)),
                        Map.entry("setup.parameters", new Value.Count(parameters)),
                        Map.entry("setup.d_model", new Value.Count(8)),
                        Map.entry("setup.n_heads", new Value.Count(2)),
                        Map.entry("setup.d_head", new Value.Count(3)),
                        Map.entry("setup.d_mlp", new Value.Count(10)),
                        Map.entry("setup.d_vocab", new Value.Count(8)),
                        Map.entry("setup.d_vocab_out", new Value.Count(8)),
                        Map.entry("setup.n_ctx", new Value.Count(3)),
                        Map.entry("setup.lr", new Value.Scalar(0.002)),
                        Map.entry("setup.weight-decay", new Value.Scalar(0.25)),
                        Map.entry("setup.beta1", new Value.Scalar(0.91)),
                        Map.entry("setup.beta2", new Value.Scalar(0.97)),
                        Map.entry("setup.warmup-steps", new Value.Count(4)));
    }

    @Test
    void the_authors_sizes() {
        Experiment authors = new Experiment(
                "authors",
                new Experiment.Task(113, 0.3),
                new Experiment.Architecture(128, 4, 32, 512),
                SMALL.optimizer(),
                SMALL.schedule(),
                SMALL.seeds());

        assertThat(SetupMeasure.PARAMETERS.of(authors)).isEqualTo(new Value.Count(226_816));
        assertThat(SetupMeasure.TRAIN_PAIRS.of(authors)).isEqualTo(new Value.Count(3830));
        assertThat(SetupMeasure.TEST_PAIRS.of(authors)).isEqualTo(new Value.Count(8939));
        assertThat(SetupMeasure.D_VOCAB_OUT.of(authors)).isEqualTo(new Value.Count(114));
    }
}
