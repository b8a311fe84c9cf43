package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.support.TinyModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list of measures, and what each gives where its formula gives no number. */
class ModelMeasureTest {
    private static final MeasuredModel OWN_KEYS = new MeasuredModel(
            TinyModels.random(7, TinyModels.SIZES, 11),
            Optional.of(Split.random(new ModularAddition(7), 0.3, 11)),
            Optional.empty());

    /** The model's own key frequencies are the one exception: they are the rule itself, whatever keys are given. */
    @Test
    void the_measures_that_need_keys_are_those_that_change_with_them() {
        Weights random = TinyModels.random(11, TinyModels.SIZES, 5);
        // In random weights no neuron belongs to a frequency; here the first one belongs to 1.
        Weights clustered = new PlantedModel(11, 1)
                .neuron(0, a -> Math.cos(2 * Math.PI * a / 11), b -> 0, 2)
                .weights();
        assertThat(Arrays.stream(ModelMeasure.values())
                        .filter(measure -> changesWithKeys(measure, random) || changesWithKeys(measure, clustered)))
                .containsExactlyElementsOf(Arrays.stream(ModelMeasure.values())
                        .filter(ModelMeasure::needsKeys)
                        .filter(measure -> measure != ModelMeasure.W_L_KEY_FREQUENCIES)
                        .toList());
        assertThat(ModelMeasure.W_L_KEY_FREQUENCIES.needsKeys()).isTrue();
    }

    private static boolean changesWithKeys(ModelMeasure measure, Weights weights) {
        return !measure.of(Measured.weights(weights, 1)).equals(measure.of(Measured.weights(weights, 2, 4)));
    }

    @Test
    void every_measure_of_every_kind_is_known_by_its_id_alone() {
        assertThat(Measure.all())
                .hasSizeGreaterThan(100)
                .contains(
                        ModelMeasure.LOSS_ALL,
                        RunMeasure.EPOCHS,
                        SeriesMeasure.LEAD,
                        SweepMeasure.LARGEST_RATIO,
                        SetupMeasure.MODULUS,
                        MathematicsMeasure.UNIFORM_LOSS);
        assertThat(Measure.all())
                .allSatisfy(measure -> assertThat(Measure.byId(measure.id())).contains(measure));
        assertThat(Measure.byId("loss.none")).isEmpty();
    }

    @Test
    void the_ids_are_the_agreed_ones() {
        assertThat(Arrays.stream(ModelMeasure.values()).map(ModelMeasure::id))
                .containsExactly(
                        "loss.all",
                        "loss.train",
                        "loss.test",
                        "accuracy.all",
                        "accuracy.train",
                        "accuracy.test",
                        "frequencies.W_L.key",
                        "frequencies.W_E.prominent",
                        "gini.W_E",
                        "gini.W_L",
                        "weights.sum-of-squares",
                        "weights.sum-of-squares.each",
                        "W_L.residual-squared",
                        "W_E.energy-in-keys-and-harmonics",
                        "W_L.rank-99",
                        "W_L.energy-in-rank-2K",
                        "W_L.cluster-purity",
                        "fve.neuron-directions",
                        "fve.neuron-directions.min",
                        "fve.neuron-probe",
                        "alpha",
                        "alpha.relative-gap",
                        "fve.logits.cosine-sum",
                        "loss.cosine-sum",
                        "loss.restricted.all",
                        "loss.restricted.train",
                        "loss.restricted.without-constant",
                        "loss.restricted.twenty-terms",
                        "loss.excluded.train",
                        "loss.excluded.train.every-frequency",
                        "loss.excluded.train.each",
                        "loss.excluded.all.each",
                        "loss.excluded.all.others",
                        "loss.key-blocks",
                        "logits.block-energy-share",
                        "logits.component-gap",
                        "loss.mlp-on-directions",
                        "loss.mlp-off-directions",
                        "loss.mlp-skip-zero",
                        "loss.mlp-skip-mean",
                        "loss.heads-zero",
                        "loss.attention-skip-zero",
                        "loss.attention-without-equals",
                        "loss.attention-linear",
                        "loss.neurons-as-polynomials",
                        "attention.to-equals",
                        "neurons.single-frequency",
                        "neurons.off-key",
                        "neurons.clusters",
                        "neuron.0.frequency",
                        "heads",
                        "heads.scores",
                        "margin.mean");
    }

    @Test
    void no_two_measures_share_an_id_and_each_is_found_by_its_own() {
        assertThat(Measure.all()).extracting(Measure::id).doesNotHaveDuplicates();
        assertThat(Measure.all()).allSatisfy(measure -> {
            assertThat(Measure.byId(measure.id())).contains(measure);
            assertThat(measure.formula()).isNotBlank();
            assertThat(measure.unit().symbol()).isNotBlank();
        });
        assertThat(Measure.byId("loss.validation")).isEmpty();
    }

    @Test
    void without_a_split_the_nine_measures_that_need_it_are_left_out() {
        MeasuredModel model =
                new MeasuredModel(TinyModels.random(5, TinyModels.SIZES, 1), Optional.empty(), Optional.empty());

        Map<ModelMeasure, Value> values = Measurements.of(model);

        assertThat(Arrays.stream(ModelMeasure.values()).filter(ModelMeasure::needsSplit))
                .extracting(ModelMeasure::id)
                .containsExactly(
                        "loss.train",
                        "loss.test",
                        "accuracy.train",
                        "accuracy.test",
                        "fve.neuron-probe",
                        "loss.restricted.train",
                        "loss.excluded.train",
                        "loss.excluded.train.every-frequency",
                        "loss.excluded.train.each");
        assertThat(values.keySet()).noneMatch(ModelMeasure::needsSplit).hasSize(ModelMeasure.values().length - 9);
        assertThat(ModelMeasure.LOSS_TRAIN.of(model)).isInstanceOf(Value.Unavailable.class);
    }

    @Test
    void with_a_split_all_are_taken_in_order() {
        assertThat(Measurements.of(OWN_KEYS).keySet()).containsExactly(ModelMeasure.values());
    }

    @Test
    void an_empty_side_of_the_split_is_undefined_and_not_nan() {
        Weights weights = TinyModels.random(5, TinyModels.SIZES, 1);
        Split everything = Split.random(new ModularAddition(5), 1, 0);
        Split nothing = Split.random(new ModularAddition(5), 0.01, 0);
        MeasuredModel untested = new MeasuredModel(weights, Optional.of(everything), Optional.empty());
        MeasuredModel untrained = new MeasuredModel(weights, Optional.of(nothing), Optional.empty());

        assertThat(ModelMeasure.LOSS_TEST.of(untested)).isInstanceOf(Value.Undefined.class);
        assertThat(ModelMeasure.ACCURACY_TEST.of(untested)).isInstanceOf(Value.Undefined.class);
        assertThat(ModelMeasure.EXCLUDED_TRAIN_EACH.of(untrained)).isInstanceOf(Value.Undefined.class);
    }

    @Test
    void weights_that_are_all_zero_give_no_nan_anywhere() {
        Weights weights = TinyModels.random(5, TinyModels.SIZES, 1);
        for (WeightName name : WeightName.values()) {
            weights = TinyModels.with(
                    weights, name, new double[weights.get(name).shape().count()]);
        }

        Map<ModelMeasure, Value> values =
                Measurements.of(new MeasuredModel(weights, Optional.empty(), Optional.empty()));

        assertThat(values.entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Value.Undefined)
                        .map(entry -> entry.getKey().id()))
                .containsExactly(
                        "gini.W_E",
                        "gini.W_L",
                        "W_L.residual-squared",
                        "W_E.energy-in-keys-and-harmonics",
                        "W_L.energy-in-rank-2K",
                        "fve.neuron-directions.min",
                        "alpha.relative-gap",
                        "fve.logits.cosine-sum",
                        "logits.block-energy-share",
                        "logits.component-gap");
        assertThat(values.get(ModelMeasure.ACCURACY_ALL)).isEqualTo(new Value.Scalar(0.2));
        assertThat(values.get(ModelMeasure.W_L_RANK_99)).isEqualTo(new Value.Count(0));
        assertThat(values.get(ModelMeasure.W_L_KEY_FREQUENCIES)).isEqualTo(new Value.Frequencies(List.of()));
        assertThat(values.get(ModelMeasure.FIRST_NEURON_FREQUENCY)).isEqualTo(new Value.Count(1));
        assertThat(values.get(ModelMeasure.HEADS))
                .isEqualTo(new Value.Heads(List.of(Optional.empty(), Optional.empty())));
    }

    @Test
    void given_keys_are_sorted_and_leave_the_models_own_alone() {
        Weights weights = TinyModels.random(7, TinyModels.SIZES, 11);
        List<Frequency> given = List.of(new Frequency(3, 7), new Frequency(1, 7), new Frequency(3, 7));
        MeasuredModel model = new MeasuredModel(weights, Optional.empty(), Optional.of(given));

        assertThat(model.keys()).containsExactly(new Frequency(1, 7), new Frequency(3, 7));
        assertThat(ModelMeasure.W_L_KEY_FREQUENCIES.of(model)).isEqualTo(ModelMeasure.W_L_KEY_FREQUENCIES.of(OWN_KEYS));
    }

    @Test
    void split_and_keys_of_another_modulus_are_refused() {
        Weights weights = TinyModels.random(5, TinyModels.SIZES, 1);
        Split split = Split.random(new ModularAddition(7), 0.3, 0);

        assertThatThrownBy(() -> new MeasuredModel(weights, Optional.of(split), Optional.empty()))
                .hasMessage("the split is for p = 7, the model for p = 5");
        assertThatThrownBy(
                        () -> new MeasuredModel(weights, Optional.empty(), Optional.of(List.of(new Frequency(2, 7)))))
                .hasMessage("the key frequency 2 is for p = 7, the model for p = 5");
    }
}
