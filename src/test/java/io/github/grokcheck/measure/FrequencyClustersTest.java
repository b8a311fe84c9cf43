package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.support.PlantedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Neurons and a head planted as sums of two waves, which share their variance by the squares of their heights. */
class FrequencyClustersTest {
    private static final int P = 7;
    private static final IntToDoubleFunction NOTHING = x -> 0;

    private static double cos(int k, int x) {
        return Math.cos(2 * Math.PI * k * x / P);
    }

    /** cos k(a) + cos k(b), and of another frequency the given share of the variance. */
    private static PlantedModel mixed(PlantedModel model, int neuron, int k, int other, double share) {
        double height = Math.sqrt(share / (1 - share));
        IntToDoubleFunction wave = x -> cos(k, x) + height * cos(other, x);
        return model.neuron(neuron, wave, wave, 10);
    }

    @Test
    void a_neuron_belongs_to_a_frequency_from_85_percent_on() {
        PlantedModel model = new PlantedModel(P, 5);
        mixed(model, 0, 1, 3, 0.16);
        mixed(model, 1, 3, 1, 0.14);
        mixed(model, 2, 3, 2, 0);
        mixed(model, 3, 2, 1, 0.1);
        MeasuredModel measured = Measured.weights(model.weights());

        assertThat(number(ModelMeasure.SINGLE_FREQUENCY_NEURONS, measured)).isEqualTo(3);
        assertThat(ModelMeasure.NEURON_CLUSTERS.of(measured))
                .isEqualTo(new Value.Counts(new TreeMap<>(Map.of(2, 1, 3, 2))));
    }

    @Test
    void the_first_neurons_frequency_is_told_even_below_85_percent() {
        PlantedModel model = mixed(new PlantedModel(P, 2), 0, 3, 1, 0.45);

        assertThat(number(ModelMeasure.FIRST_NEURON_FREQUENCY, Measured.weights(model.weights())))
                .isEqualTo(3);
        assertThat(number(ModelMeasure.SINGLE_FREQUENCY_NEURONS, Measured.weights(model.weights())))
                .isZero();
    }

    @Test
    void a_neuron_that_never_varies_counts_nowhere_and_ties_go_to_the_smallest_frequency() {
        MeasuredModel constant = Measured.weights(
                new PlantedModel(P, 1).neuron(0, NOTHING, NOTHING, 1.0 / 3).weights());

        assertThat(number(ModelMeasure.SINGLE_FREQUENCY_NEURONS, constant)).isZero();
        assertThat(ModelMeasure.NEURON_CLUSTERS.of(constant)).isEqualTo(new Value.Counts(new TreeMap<>()));
        assertThat(number(ModelMeasure.FIRST_NEURON_FREQUENCY, constant)).isEqualTo(1);
    }

    /** The indicator of one pair spreads evenly: 8 of the 48 components belong to each block. */
    @Test
    void a_neuron_for_a_single_pair_has_no_frequency() {
        MeasuredModel model = Measured.logits(PlantedModel.cosineLogits(P, 0, 1));

        assertThat(number(ModelMeasure.SINGLE_FREQUENCY_NEURONS, model)).isZero();
        assertThat(model.neuronShares().best(0).orElseThrow().fve()).isCloseTo(8.0 / 48, within(1e-12));
    }

    @Test
    void heads_show_the_frequency_of_their_attention_to_the_first_token() {
        PlantedModel model = new PlantedModel(P, 1).attention(a -> 0.5 + 0.3 * cos(3, a) + 0.1 * cos(1, a));
        Value.Heads heads = (Value.Heads) ModelMeasure.HEADS.of(Measured.weights(model.weights()));

        Value.Head observed = heads.heads().get(2).orElseThrow();
        assertThat(observed.frequency()).isEqualTo(3);
        assertThat(observed.fve()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void a_head_that_never_varies_has_no_frequency() {
        Value heads = ModelMeasure.HEADS.of(Measured.weights(new PlantedModel(P, 1).weights()));

        assertThat(heads).isEqualTo(new Value.Heads(List.of(Optional.empty(), Optional.empty(), Optional.empty())));
    }
}
