package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendsTest {
    private final RunSeries series = Recorded.textbook().series();

    @Test
    void a_loss_trends_by_its_logarithm_over_the_phase() {
        // Two e-folds down while memorising, five up while the circuit forms, none in cleanup.
        assertThat(trend(SeriesMeasure.TREND_MEMORISATION_HIGH, "loss.excluded.train"))
                .isCloseTo(-2, within(1e-9));
        assertThat(trend(SeriesMeasure.TREND_MEMORISATION_LOW, "loss.excluded.train"))
                .isCloseTo(-2, within(1e-9));
        assertThat(trend(SeriesMeasure.TREND_CIRCUIT_FORMATION_LOW, "loss.excluded.train"))
                .isCloseTo(5, within(1e-9));
        assertThat(trend(SeriesMeasure.TREND_CLEANUP_HIGH, "loss.excluded.train"))
                .isCloseTo(0, within(1e-9));
        assertThat(trend(SeriesMeasure.TREND_CLEANUP_HIGH, "loss.restricted.all"))
                .isCloseTo(-1.8, within(1e-9));
    }

    @Test
    void a_phase_includes_the_checkpoint_with_which_it_ends() {
        // Kendall's correlation over 51 checkpoints of which the last alone is below the others: 1 - 2 x 50 / 1275.
        RunSeries bent = Recorded.textbook()
                .with(ModelMeasure.LOSS_TRAIN, epoch -> epoch < 6_000 ? 1 + epoch : 0.5)
                .series();
        assertThat(((Value.Members) SeriesMeasure.MONOTONICITY_CIRCUIT_FORMATION.of(bent)).byName())
                .containsEntry("loss.train", (1225.0 - 50) / 1275);
    }

    @Test
    void a_gini_coefficient_trends_by_its_share_of_the_range() {
        // The coefficient goes from 0.1 to 0.8.
        assertThat(trend(SeriesMeasure.TREND_MEMORISATION_LOW, "gini.W_L")).isCloseTo(0.1 / 6 / 0.7, within(1e-9));
        assertThat(trend(SeriesMeasure.TREND_CLEANUP_LOW, "gini.W_L")).isCloseTo(0.54 / 0.7, within(1e-9));
    }

    @Test
    void sharpness_is_a_half_where_nothing_changes_and_one_where_nothing_moved_before() {
        assertThat(trend(SeriesMeasure.SHARPNESS_CLEANUP, "loss.restricted.all"))
                .isCloseTo(0.5, within(1e-9));
        assertThat(trend(SeriesMeasure.SHARPNESS_CLEANUP, "gini.W_L"))
                .isCloseTo(0.0003 / (0.0003 + 0.1 / 6_000), within(1e-9));
        assertThat(trend(SeriesMeasure.SHARPNESS_CLEANUP, "loss.test")).isEqualTo(1);
    }

    @Test
    void what_moves_in_neither_phase_has_no_sharpness() {
        RunSeries flat =
                Recorded.textbook().with(ModelMeasure.LOSS_TRAIN, epoch -> 1e-7).series();
        assertThat(((Value.Members) SeriesMeasure.SHARPNESS_CLEANUP.of(flat)).byName())
                .containsKey("loss.test")
                .doesNotContainKey("loss.train");
    }

    @Test
    void monotonicity_is_kendalls_correlation_with_the_epoch() {
        assertThat(trend(SeriesMeasure.MONOTONICITY_CIRCUIT_FORMATION, "loss.excluded.train"))
                .isEqualTo(1);
        assertThat(trend(SeriesMeasure.MONOTONICITY_CIRCUIT_FORMATION, "loss.restricted.all"))
                .isEqualTo(-1);
    }

    @Test
    void the_end_of_the_interval_is_on_the_side_that_its_name_says() {
        RunSeries noisy = Recorded.textbook()
                .with(ModelMeasure.RESTRICTED_ALL, epoch -> Math.exp(Math.sin(epoch)))
                .series();
        assertThat(((Value.Members) SeriesMeasure.TREND_CIRCUIT_FORMATION_LOW.of(noisy))
                        .byName()
                        .get("loss.restricted.all"))
                .isLessThan(((Value.Members) SeriesMeasure.TREND_CIRCUIT_FORMATION_HIGH.of(noisy))
                        .byName()
                        .get("loss.restricted.all"));
    }

    @Test
    void a_loss_that_is_zero_has_no_trend() {
        RunSeries zero =
                Recorded.textbook().with(ModelMeasure.LOSS_TRAIN, epoch -> 0).series();
        assertThat(((Value.Members) SeriesMeasure.TREND_CLEANUP_LOW.of(zero)).byName())
                .doesNotContainKey("loss.train");
    }

    @Test
    void without_phases_nothing_has_a_trend() {
        RunSeries flat =
                Recorded.textbook().with(ModelMeasure.LOSS_TEST, epoch -> 20).series();
        assertThat(SeriesMeasure.values())
                .filteredOn(measure -> measure.id().startsWith("trend")
                        || measure.id().startsWith("sharp")
                        || measure.id().startsWith("mono")
                        || measure.id().startsWith("epoch.cleanup"))
                .hasSize(10)
                .allSatisfy(measure -> assertThat(measure.of(flat)).isInstanceOf(Value.Undefined.class));
    }

    private double trend(SeriesMeasure measure, String quantity) {
        return ((Value.Members) measure.of(series)).byName().getOrDefault(quantity, Double.NaN);
    }
}
