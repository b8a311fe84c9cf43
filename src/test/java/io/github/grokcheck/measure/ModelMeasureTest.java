package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.support.TinyModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every measure against {@link NaiveMeasures} on random models, which have no structure that could hide a mistake. */
class ModelMeasureTest {
    /** Float64 sums in two orders on logits below 100; the worst difference seen is 4e-12, in a ratio of components. */
    private static final Offset<Double> ROUNDING = within(1e-9);

    private static final Subject OWN_KEYS = subject(7, TinyModels.SIZES, 11, Optional.empty());
    private static final Subject GIVEN_KEYS = subject(7, TinyModels.SIZES, 12, Optional.of(List.of(1, 3)));
    private static final Subject FIVE = subject(5, TinyModels.SIZES, 13, Optional.of(List.of(2)));
    /** W_L of rank 2 at most, so that the four directions of two keys are not independent. */
    private static final Subject DEPENDENT = subject(7, new Architecture(2, 1, 2, 9), 14, Optional.of(List.of(1, 2)));

    private record Subject(MeasuredModel model, NaiveMeasures naive) {}

    private static Subject subject(int p, Architecture sizes, long seed, Optional<List<Integer>> keys) {
        Weights weights = TinyModels.random(p, sizes, seed);
        Split split = Split.random(new ModularAddition(p), 0.3, seed);
        Optional<List<Frequency>> frequencies =
                keys.map(ks -> ks.stream().map(k -> new Frequency(k, p)).toList());
        return new Subject(
                new MeasuredModel(weights, Optional.of(split), frequencies), new NaiveMeasures(weights, split, keys));
    }

    private static void assertAgrees(ModelMeasure measure, Subject subject) {
        Value expected = subject.naive().value(measure.id());
        Value actual = measure.of(subject.model());
        if (expected instanceof Value.Scalar scalar) {
            assertThat(((Value.Scalar) actual).x()).isCloseTo(scalar.x(), ROUNDING);
        } else if (expected instanceof Value.Members members) {
            Map<String, Double> byName = ((Value.Members) actual).byName();
            assertThat(List.copyOf(byName.keySet()))
                    .isEqualTo(List.copyOf(members.byName().keySet()));
            members.byName()
                    .forEach((name, x) -> assertThat(byName.get(name)).as(name).isCloseTo(x, ROUNDING));
        } else if (expected instanceof Value.Heads heads) {
            List<Optional<Value.Head>> found = ((Value.Heads) actual).heads();
            assertThat(found).hasSameSizeAs(heads.heads());
            for (int i = 0; i < found.size(); i++) {
                Value.Head head = heads.heads().get(i).orElseThrow();
                assertThat(found.get(i).orElseThrow().frequency()).isEqualTo(head.frequency());
                assertThat(found.get(i).orElseThrow().fve()).isCloseTo(head.fve(), ROUNDING);
            }
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agrees_with_its_definition_for_the_models_own_keys(ModelMeasure measure) {
        assertAgrees(measure, OWN_KEYS);
    }

    @ParameterizedTest
    @EnumSource
    void agrees_with_its_definition_for_given_keys(ModelMeasure measure) {
        assertAgrees(measure, GIVEN_KEYS);
    }

    @ParameterizedTest
    @EnumSource
    void agrees_with_its_definition_mod_5(ModelMeasure measure) {
        assertAgrees(measure, FIVE);
    }

    @ParameterizedTest
    @EnumSource
    void agrees_with_its_definition_where_the_directions_are_dependent(ModelMeasure measure) {
        assertAgrees(measure, DEPENDENT);
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
                        "W_L.residual-squared",
                        "W_L.rank-99",
                        "fve.neuron-directions",
                        "fve.neuron-directions.min",
                        "alpha",
                        "fve.logits.cosine-sum",
                        "loss.cosine-sum",
                        "loss.restricted.all",
                        "loss.restricted.train",
                        "loss.excluded.train",
                        "loss.excluded.train.each",
                        "loss.excluded.all.each",
                        "loss.key-blocks",
                        "logits.block-energy-share",
                        "logits.component-gap",
                        "loss.mlp-on-directions",
                        "loss.mlp-off-directions",
                        "neurons.single-frequency",
                        "neurons.clusters",
                        "neuron.0.frequency",
                        "heads",
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
    void without_a_split_the_seven_measures_that_need_it_are_left_out() {
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
                        "loss.restricted.train",
                        "loss.excluded.train",
                        "loss.excluded.train.each");
        assertThat(values.keySet()).noneMatch(ModelMeasure::needsSplit).hasSize(26);
        assertThat(ModelMeasure.LOSS_TRAIN.of(model)).isInstanceOf(Value.Unavailable.class);
    }

    @Test
    void with_a_split_all_33_are_taken_in_order() {
        assertThat(Measurements.of(OWN_KEYS.model()).keySet()).containsExactly(ModelMeasure.values());
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
                        "fve.neuron-directions.min",
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
        assertThat(ModelMeasure.W_L_KEY_FREQUENCIES.of(model))
                .isEqualTo(ModelMeasure.W_L_KEY_FREQUENCIES.of(OWN_KEYS.model()));
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
