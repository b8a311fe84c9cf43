package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.model.ForwardPass;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Losses, accuracies and margin of planted logits; the planted "=" output is 9 and would change every one of them. */
class LossesTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int P = 7;

    private static MeasuredModel model(PlantedModel.Logit logit) {
        return Measured.logits(PlantedModel.logits(P, logit));
    }

    /** The right class gets 2, every other one 0. */
    private static final MeasuredModel RIGHT_BY_TWO = model((a, b, c) -> (a + b) % P == c ? 2 : 0);

    @Test
    void a_planted_model_computes_exactly_the_planted_logits() {
        Tensor logits = PlantedModel.logits(5, (a, b, c) -> Math.sin(1 + a + 7 * b * b + 3 * a * c));

        assertThat(ForwardPass.onAllPairs(PlantedModel.lookup(logits).weights())
                        .logits()
                        .toArray())
                .containsExactly(logits.toArray(), ROUNDING);
    }

    @Test
    void uniform_logits_lose_ln_p_whatever_their_height() {
        MeasuredModel uniform = model((a, b, c) -> 40);

        for (ModelMeasure measure :
                new ModelMeasure[] {ModelMeasure.LOSS_ALL, ModelMeasure.LOSS_TRAIN, ModelMeasure.LOSS_TEST}) {
            assertThat(number(measure, uniform)).isCloseTo(Math.log(P), ROUNDING);
        }
    }

    @Test
    void one_class_above_equal_others_by_hand() {
        assertThat(number(ModelMeasure.LOSS_ALL, RIGHT_BY_TWO)).isCloseTo(Math.log(Math.exp(2) + 6) - 2, ROUNDING);
        assertThat(number(ModelMeasure.ACCURACY_ALL, RIGHT_BY_TWO)).isEqualTo(1);
        assertThat(number(ModelMeasure.MARGIN_MEAN, RIGHT_BY_TWO)).isCloseTo(2, ROUNDING);
    }

    @Test
    void wrong_with_the_equals_column_the_loss_is_another() {
        double withEquals = Math.log(Math.exp(2) + 6 + Math.exp(9)) - 2;

        assertThat(number(ModelMeasure.LOSS_ALL, RIGHT_BY_TWO)).isLessThan(withEquals - 1);
    }

    /** Of row a = 0 the classes b and b + 1 are equal, and the smaller one is right unless b = 6; the rest is right. */
    @Test
    void of_equal_logits_the_smallest_class_is_the_answer() {
        MeasuredModel model = model((a, b, c) -> (a + b) % P == c || (a == 0 && (b + 1) % P == c) ? 1 : 0);

        assertThat(number(ModelMeasure.ACCURACY_ALL, model)).isCloseTo((P * P - 1) / 49.0, ROUNDING);
        assertThat(number(ModelMeasure.MARGIN_MEAN, model)).isCloseTo(42 / 49.0, ROUNDING);
    }

    @Test
    void a_wrong_answer_has_a_negative_margin() {
        MeasuredModel model = model((a, b, c) -> (a + b + 1) % P == c ? 3 : 0);

        assertThat(number(ModelMeasure.MARGIN_MEAN, model)).isCloseTo(-3, ROUNDING);
        assertThat(number(ModelMeasure.ACCURACY_ALL, model)).isZero();
    }

    @Test
    void train_and_test_are_means_over_their_own_pairs() {
        int[] train = RIGHT_BY_TWO.split().orElseThrow().trainRows();
        MeasuredModel memorised =
                model((a, b, c) -> RIGHT_BY_TWO.split().orElseThrow().isTrain(a * P + b) && (a + b) % P == c ? 2 : 0);
        double known = Math.log(Math.exp(2) + 6) - 2;
        double unknown = Math.log(P);

        assertThat(train).hasSize(14);
        assertThat(number(ModelMeasure.LOSS_TRAIN, memorised)).isCloseTo(known, ROUNDING);
        assertThat(number(ModelMeasure.LOSS_TEST, memorised)).isCloseTo(unknown, ROUNDING);
        assertThat(number(ModelMeasure.LOSS_ALL, memorised)).isCloseTo((14 * known + 35 * unknown) / 49, ROUNDING);
        assertThat(number(ModelMeasure.ACCURACY_TRAIN, memorised)).isEqualTo(1);
        long zeros = Arrays.stream(RIGHT_BY_TWO.split().orElseThrow().testRows())
                .filter(row -> (row / P + row % P) % P == 0)
                .count();
        assertThat(number(ModelMeasure.ACCURACY_TEST, memorised)).isCloseTo(zeros / 35.0, ROUNDING);
    }

    @Test
    void a_loss_below_the_rounding_of_one_keeps_its_digits() {
        double[] logits = {60, 0, 0};

        assertThat(CrossEntropy.ofRow(logits, 0)).isCloseTo(2 * Math.exp(-60), within(1e-40));
    }

    @Test
    void wrong_without_the_maximum_taken_off_large_logits_overflow() {
        double[] logits = {2000, 1999, 0};
        double naive = Math.log(Arrays.stream(logits).map(Math::exp).sum()) - logits[1];

        assertThat(naive).isInfinite();
        assertThat(CrossEntropy.ofRow(logits, 1)).isCloseTo(1 + Math.log1p(Math.exp(-1)), ROUNDING);
    }

    @Test
    void the_loss_of_each_pair_is_handed_out_as_a_copy() {
        double[] losses = RIGHT_BY_TWO.pairLosses();
        Arrays.fill(losses, 99);

        assertThat(IntStream.range(0, P * P).mapToDouble(row -> RIGHT_BY_TWO.pairLosses()[row]))
                .allSatisfy(loss -> assertThat(loss).isCloseTo(Math.log(Math.exp(2) + 6) - 2, ROUNDING));
    }
}
