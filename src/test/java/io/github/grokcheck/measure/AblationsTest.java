package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.members;
import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.support.PlantedModel.Logit;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logits put together from known waves, of which an ablation must leave exactly the right ones. */
class AblationsTest {
    private static final Offset<Double> ROUNDING = within(1e-11);
    private static final int P = 7;
    private static final Logit FIRST = (a, b, c) -> 3 * cos(1, a + b - c);
    private static final Logit HIGHEST = (a, b, c) -> 2 * cos(3, a + b - c);
    private static final Logit PER_CLASS = (a, b, c) -> 0.5 * c * c - c;

    private static double cos(int k, int x) {
        return Math.cos(2 * Math.PI * k * x / P);
    }

    private static Logit sum(Logit... parts) {
        return (a, b, c) -> IntStream.range(0, parts.length)
                .mapToDouble(i -> parts[i].of(a, b, c))
                .sum();
    }

    private static MeasuredModel model(Logit logit, int... keys) {
        return Measured.logits(PlantedModel.logits(P, logit), keys);
    }

    /** The loss, over all pairs or the training pairs, that a model with just these logits has. */
    private static double loss(ModelMeasure measure, Logit logit) {
        return number(measure, model(logit));
    }

    /** ln Σ_d exp(α cos(2πkd/p)) − α, for any pair. */
    @ParameterizedTest
    @CsvSource({"5,1,4.0", "5,2,4.0", "7,3,10.0", "11,5,25.0"})
    void one_cosine_in_closed_form(int p, int k, double alpha) {
        double[] alphas = new double[k + 1];
        alphas[k] = alpha;
        MeasuredModel model = Measured.logits(PlantedModel.cosineLogits(p, alphas));
        double closed = Math.log(IntStream.range(0, p)
                        .mapToDouble(d -> Math.exp(alpha * Math.cos(2 * Math.PI * k * d / p)))
                        .sum())
                - alpha;

        assertThat(model.keys()).hasToString("[" + k + "]");
        for (ModelMeasure unharmed : new ModelMeasure[] {
            ModelMeasure.LOSS_ALL, ModelMeasure.RESTRICTED_ALL, ModelMeasure.RESTRICTED_TRAIN,
            ModelMeasure.KEY_BLOCKS, ModelMeasure.COSINE_SUM_LOSS, ModelMeasure.MLP_ON_DIRECTIONS
        }) {
            assertThat(number(unharmed, model)).as(unharmed.id()).isCloseTo(closed, ROUNDING);
        }
        for (ModelMeasure lost : new ModelMeasure[] {ModelMeasure.EXCLUDED_TRAIN, ModelMeasure.MLP_OFF_DIRECTIONS}) {
            assertThat(number(lost, model)).as(lost.id()).isCloseTo(Math.log(p), ROUNDING);
        }
        assertThat(number(ModelMeasure.MARGIN_MEAN, model))
                .isCloseTo(alpha * (1 - Math.cos(2 * Math.PI / p)), ROUNDING);
    }

    @Test
    void restricted_keeps_the_keys_and_the_constant() {
        MeasuredModel model = model(sum(FIRST, HIGHEST, PER_CLASS), 3);

        assertThat(number(ModelMeasure.RESTRICTED_ALL, model))
                .isCloseTo(loss(ModelMeasure.LOSS_ALL, sum(HIGHEST, PER_CLASS)), ROUNDING);
        assertThat(number(ModelMeasure.RESTRICTED_TRAIN, model))
                .isCloseTo(loss(ModelMeasure.LOSS_TRAIN, sum(HIGHEST, PER_CLASS)), ROUNDING);
    }

    @Test
    void wrong_dropping_the_constant_changes_the_restricted_loss() {
        assertThat(loss(ModelMeasure.LOSS_ALL, HIGHEST))
                .isNotCloseTo(loss(ModelMeasure.LOSS_ALL, sum(HIGHEST, PER_CLASS)), within(0.5));
    }

    @Test
    void excluded_drops_the_keys_and_keeps_the_constant() {
        MeasuredModel model = model(sum(FIRST, HIGHEST, PER_CLASS), 3);

        assertThat(number(ModelMeasure.EXCLUDED_TRAIN, model))
                .isCloseTo(loss(ModelMeasure.LOSS_TRAIN, sum(FIRST, PER_CLASS)), ROUNDING);
    }

    @Test
    void wrong_excluding_the_constant_too_changes_the_loss() {
        assertThat(loss(ModelMeasure.LOSS_TRAIN, FIRST))
                .isNotCloseTo(loss(ModelMeasure.LOSS_TRAIN, sum(FIRST, PER_CLASS)), within(0.5));
    }

    @Test
    void all_keys_are_excluded_at_once_and_each_alone() {
        MeasuredModel model = model(sum(FIRST, HIGHEST, PER_CLASS), 1, 3);

        assertThat(number(ModelMeasure.EXCLUDED_TRAIN, model))
                .isCloseTo(loss(ModelMeasure.LOSS_TRAIN, PER_CLASS), ROUNDING);
        assertThat(members(ModelMeasure.EXCLUDED_TRAIN_EACH, model))
                .containsOnlyKeys("1", "3")
                .hasEntrySatisfying(
                        "1",
                        x -> assertThat(x).isCloseTo(loss(ModelMeasure.LOSS_TRAIN, sum(HIGHEST, PER_CLASS)), ROUNDING));
        assertThat(members(ModelMeasure.EXCLUDED_ALL_EACH, model))
                .hasEntrySatisfying(
                        "3",
                        x -> assertThat(x).isCloseTo(loss(ModelMeasure.LOSS_ALL, sum(FIRST, PER_CLASS)), ROUNDING));
    }

    /** Waves in a alone, b alone and a − b lie in the 3 × 3 block, but not on the sum directions. */
    @Test
    void key_blocks_keep_more_than_the_sum_directions() {
        Logit first = (a, b, c) -> cos(3, a - 2 * c);
        Logit second = (a, b, c) -> 0.7 * cos(3, b + c);
        Logit difference = (a, b, c) -> 1.5 * cos(3, a - b + c);
        Logit kept = sum(HIGHEST, first, second, difference, PER_CLASS);
        MeasuredModel model = model(sum(kept, FIRST, (a, b, c) -> cos(3, a) * cos(2, b) * c), 3);

        assertThat(number(ModelMeasure.KEY_BLOCKS, model)).isCloseTo(loss(ModelMeasure.LOSS_ALL, kept), ROUNDING);
        assertThat(number(ModelMeasure.RESTRICTED_ALL, model))
                .isCloseTo(loss(ModelMeasure.LOSS_ALL, sum(HIGHEST, PER_CLASS)), ROUNDING);
        assertThat(loss(ModelMeasure.LOSS_ALL, kept))
                .isNotCloseTo(loss(ModelMeasure.LOSS_ALL, sum(HIGHEST, PER_CLASS)), within(0.01));
    }

    @Test
    void the_wrong_phase_is_still_a_wave_in_a_plus_b() {
        Logit shifted = (a, b, c) -> 2 * Math.sin(2 * Math.PI * 3 * (a + b) / P) * c;

        assertThat(number(ModelMeasure.EXCLUDED_TRAIN, model(shifted, 3))).isCloseTo(Math.log(P), ROUNDING);
    }

    @Test
    void without_keys_only_the_means_are_kept_and_nothing_is_excluded() {
        Tensor logits = PlantedModel.logits(P, sum(FIRST, PER_CLASS));
        Ablations none = new Ablations(FourierBasis.orthonormal(P), logits, List.of());
        ModularAddition task = new ModularAddition(P);
        double means = loss(ModelMeasure.LOSS_ALL, PER_CLASS);

        assertThat(CrossEntropy.mean(task, none.restricted())).isCloseTo(means, ROUNDING);
        assertThat(CrossEntropy.mean(task, none.keyBlocks())).isCloseTo(means, ROUNDING);
        assertThat(CrossEntropy.mean(task, none.excluded()))
                .isCloseTo(loss(ModelMeasure.LOSS_ALL, sum(FIRST, PER_CLASS)), ROUNDING);
    }
}
