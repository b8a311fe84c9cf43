package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.members;
import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.support.PlantedModel.Logit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The sum of cosines fitted to logits that are one, or one plus something known. */
class CosineSumTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int P = 7;

    private static double cos(int k, int x) {
        return Math.cos(2 * Math.PI * k * x / P);
    }

    private static MeasuredModel model(Logit logit, int... keys) {
        return Measured.logits(PlantedModel.logits(P, logit), keys);
    }

    @Test
    void the_planted_coefficients_are_found_signs_and_highest_frequency_included() {
        MeasuredModel model = Measured.logits(PlantedModel.cosineLogits(P, 0, 4, 0, -3));

        assertThat(members(ModelMeasure.ALPHA, model))
                .containsOnlyKeys("1", "3")
                .hasEntrySatisfying("1", alpha -> assertThat(alpha).isCloseTo(4, ROUNDING))
                .hasEntrySatisfying("3", alpha -> assertThat(alpha).isCloseTo(-3, ROUNDING));
        assertThat(number(ModelMeasure.COSINE_SUM_FVE, model)).isCloseTo(1, ROUNDING);
    }

    @Test
    void a_missing_key_costs_its_share_of_the_variance() {
        MeasuredModel model = Measured.logits(PlantedModel.cosineLogits(P, 0, 4, 0, 3), 1);

        assertThat(number(ModelMeasure.COSINE_SUM_FVE, model)).isCloseTo(16.0 / 25, ROUNDING);
    }

    /** 5 + cos + a class term of variance 2 · 0.5²: only the one mean over everything is free. */
    @Test
    void one_mean_over_everything_is_taken_off_and_not_one_per_class() {
        MeasuredModel model = model((a, b, c) -> 5 + 2 * cos(1, a + b - c) + cos(2, c), 1);

        assertThat(number(ModelMeasure.COSINE_SUM_FVE, model)).isCloseTo(2.0 / 2.5, ROUNDING);
    }

    @Test
    void wrong_without_a_mean_the_share_is_far_smaller() {
        double withoutMean = 2.0 / (2.5 + 25);

        assertThat(number(ModelMeasure.COSINE_SUM_FVE, model((a, b, c) -> 5 + 2 * cos(1, a + b - c) + cos(2, c), 1)))
                .isGreaterThan(withoutMean + 0.5);
    }

    @Test
    void the_loss_is_that_of_the_cosines_alone() {
        MeasuredModel model = model((a, b, c) -> c + 4 * cos(1, a + b - c) + cos(2, a), 1);
        MeasuredModel alone = Measured.logits(PlantedModel.cosineLogits(P, 0, 4));

        assertThat(number(ModelMeasure.COSINE_SUM_LOSS, model))
                .isCloseTo(number(ModelMeasure.LOSS_ALL, alone), ROUNDING);
    }

    @Test
    void a_sine_is_none_of_the_regressors() {
        MeasuredModel model = model((a, b, c) -> Math.sin(2 * Math.PI * (a + b - c) / P), 1);

        assertThat(members(ModelMeasure.ALPHA, model))
                .hasEntrySatisfying("1", alpha -> assertThat(alpha).isCloseTo(0, ROUNDING));
        assertThat(number(ModelMeasure.COSINE_SUM_FVE, model)).isCloseTo(0, ROUNDING);
        assertThat(number(ModelMeasure.COSINE_SUM_LOSS, model)).isCloseTo(Math.log(P), ROUNDING);
    }

    @Test
    void cosines_that_cancel_do_not_speak_for_the_right_class() {
        assertThat(ModelMeasure.ALPHA_RELATIVE_GAP.of(model((a, b, c) -> 0, 1)))
                .isEqualTo(new Value.Undefined("the cosines do not speak for the right class"));
    }

    @Test
    void logits_that_never_vary_have_no_share() {
        assertThat(ModelMeasure.COSINE_SUM_FVE.of(model((a, b, c) -> 0.1, 1)))
                .isEqualTo(new Value.Undefined("the logits never vary"));
    }
}
