package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.support.TinyModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyRuleTest {
    /** Two neurons of frequency 1 mod 7 and one of 3 with a trace of 2; W_L reads 1 and 3, W_E is one-hot and shows all. */
    private static final MeasuredModel PLANTED = measured(new PlantedModel(7, 3)
            .neuron(0, a -> Math.cos(wave(1) * a), b -> Math.cos(wave(1) * b), 2)
            .neuron(1, a -> Math.cos(wave(1) * a), b -> Math.cos(wave(1) * b), 3)
            .neuron(2, a -> 0.8 * Math.cos(wave(3) * a) + 0.2 * Math.cos(wave(2) * a), b -> Math.cos(wave(3) * b), 2)
            .readOut(0, c -> Math.cos(wave(1) * c))
            .readOut(2, c -> Math.cos(wave(3) * c))
            .weights());

    private static double wave(int k) {
        return 2 * Math.PI * k / 7;
    }

    private static MeasuredModel measured(Weights weights) {
        return new MeasuredModel(weights, Optional.empty(), Optional.empty());
    }

    private static List<Integer> keys(KeyRule rule, MeasuredModel model) {
        return rule.keys(model).stream().map(Frequency::k).toList();
    }

    @Test
    void the_code_s_range_gives_a_neuron_of_the_highest_frequency_its_second_best() {
        assertThat(keys(KeyRule.W_L, PLANTED)).containsExactly(1, 3);
        assertThat(keys(KeyRule.W_E_AND_W_L, PLANTED)).containsExactly(1, 3);
        assertThat(keys(KeyRule.EVERY_NEURON, PLANTED)).containsExactly(1, 3);
        // Without 3 the third neuron's best frequency is the trace of 2: it does not fall silent.
        assertThat(keys(KeyRule.EVERY_NEURON_BUT_HIGHEST, PLANTED)).containsExactly(1, 2);
    }

    @Test
    void every_rule_has_words_of_its_own() {
        assertThat(KeyRule.values())
                .extracting(KeyRule::words)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void a_frequency_that_the_embedding_lacks_is_no_key_by_the_rule_that_asks_for_it() {
        MeasuredModel model = measured(TinyModels.random(23, new Architecture(2, 1, 2, 60), 3));
        assertThat(keys(KeyRule.W_L, model)).containsAll(keys(KeyRule.W_E_AND_W_L, model));
        assertThat(model.embeddingSpectrum().prominentFrequencies())
                .containsAll(KeyRule.W_E_AND_W_L.keys(model))
                .hasSizeLessThan(11);
    }

    @Test
    void a_model_seen_under_a_rule_has_its_keys_and_shares_the_rest() {
        MeasuredModel other = PLANTED.under(KeyRule.EVERY_NEURON_BUT_HIGHEST);
        assertThat(other.keys()).extracting(Frequency::k).containsExactly(1, 2);
        assertThat(other.ownKeys()).extracting(Frequency::k).containsExactly(1, 3);
        assertThat(other.activations()).isSameAs(PLANTED.activations());
    }
}
