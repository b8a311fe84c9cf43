package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.MeasureTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSeriesTest {
    @Test
    void the_phases_lie_where_the_curves_have_their_corners() {
        // The test loss is within a factor e of its last value one e-fold, 200 epochs, before its corner at 8,000.
        assertThat(Recorded.textbook().series().phases()).contains(new Phases(1_000, 6_000, 7_800));
    }

    @Test
    void the_rule_gives_the_papers_boundaries_on_the_published_curves() {
        assertThat(new RunSeries(PublishedCurves.table(), PublishedCurves.P).phases())
                .contains(new Phases(1_400, 9_400, 14_000));
    }

    @Test
    void a_run_that_never_generalises_has_no_phases() {
        assertThat(Recorded.textbook()
                        .with(ModelMeasure.LOSS_TEST, epoch -> 5 + epoch / 1000.0)
                        .series()
                        .phases())
                .isEmpty();
    }

    @Test
    void a_test_loss_that_falls_below_a_uniform_guess_but_not_below_a_hundredth_is_no_generalisation() {
        assertThat(phasesEndingAt(0.0101)).isEmpty();
        assertThat(phasesEndingAt(0.01)).isEmpty();
        assertThat(phasesEndingAt(0.0099)).isPresent();
    }

    private static Optional<Phases> phasesEndingAt(double level) {
        return Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 6_000 ? 25 : Math.max(level, 4 * Math.exp(-(epoch - 6_000) / 200.0)))
                .series()
                .phases();
    }

    @Test
    void a_run_that_generalises_at_once_has_no_phases() {
        assertThat(Recorded.textbook()
                        .with(ModelMeasure.LOSS_TEST, epoch -> 5 * Math.exp(-epoch / 100.0) + 1e-7)
                        .series()
                        .phases())
                .isEmpty();
    }

    @Test
    void a_phase_takes_500_epochs() {
        assertThat(memorisedAt(400)).isEmpty();
        assertThat(memorisedAt(500)).contains(new Phases(500, 6_000, 7_800));
        assertThat(memorisedAt(5_500)).contains(new Phases(5_500, 6_000, 7_800));
        assertThat(memorisedAt(5_600)).isEmpty();
    }

    private static Optional<Phases> memorisedAt(int minimum) {
        return Recorded.textbook()
                .with(ModelMeasure.EXCLUDED_TRAIN, epoch -> 0.1 + Math.abs(epoch - minimum) / 1000.0)
                .series()
                .phases();
    }

    @Test
    void a_phase_takes_five_checkpoints() {
        // Every 200 epochs: 600 epochs are long enough, but only four checkpoints.
        RunSeries sparse = Recorded.textbook()
                .with(ModelMeasure.EXCLUDED_TRAIN, epoch -> 0.1 + Math.abs(epoch - 600) / 1000.0)
                .seriesEvery(200);
        assertThat(sparse.phases()).isEmpty();
        assertThat(Recorded.textbook()
                        .with(ModelMeasure.EXCLUDED_TRAIN, epoch -> 0.1 + Math.abs(epoch - 800) / 1000.0)
                        .seriesEvery(200)
                        .phases())
                .contains(new Phases(800, 6_000, 7_800));
    }

    /** Every 200 epochs: from 1,000 to 1,600 are four checkpoints, to 1,800 five; both are more than 500 epochs. */
    @Test
    void a_phase_in_the_middle_takes_five_checkpoints_of_its_own() {
        assertThat(cleanedUpFrom(1_600)).isEmpty();
        assertThat(cleanedUpFrom(1_800)).contains(new Phases(1_000, 1_800, 3_600));
    }

    private static Optional<Phases> cleanedUpFrom(int begin) {
        return Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < begin ? 25 : 4 * Math.exp(-Math.min(epoch - begin, 2_000) / 200.0))
                .seriesEvery(200)
                .phases();
    }

    @Test
    void fifteen_checkpoints_can_hold_three_phases_and_none_cannot() {
        RunSeries fifteen = new Recorded()
                .with(ModelMeasure.LOSS_TEST, epoch -> epoch < 5_600 ? 25 : epoch < 8_400 ? 1 : 1e-7)
                .with(ModelMeasure.EXCLUDED_TRAIN, epoch -> 0.1 + Math.abs(epoch - 2_800) / 1000.0)
                .seriesEvery(700);
        assertThat(fifteen.epochs()).hasSize(15);
        assertThat(fifteen.phases()).contains(new Phases(2_800, 5_600, 8_400));
        List<String> columns = List.of(ModelMeasure.LOSS_TEST.id(), ModelMeasure.EXCLUDED_TRAIN.id());
        assertThat(new RunSeries(new MeasureTable(columns, List.of()), Recorded.P).phases())
                .isEmpty();
    }

    @Test
    void cleanup_begins_below_a_uniform_guess_and_not_on_it() {
        RunSeries series = Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 5_900
                                ? 25
                                : epoch < 6_000
                                        ? Math.log(Recorded.P)
                                        : 4 * Math.exp(-Math.min(epoch - 6_000, 2_000) / 200.0))
                .series();
        assertThat(series.phases()).contains(new Phases(1_000, 6_000, 7_800));
    }

    @Test
    void of_equal_excluded_losses_the_first_ends_memorisation() {
        RunSeries series = Recorded.textbook()
                .with(ModelMeasure.EXCLUDED_TRAIN, epoch -> 0.1 + Math.max(0, Math.abs(epoch - 1_250) - 250))
                .series();
        assertThat(series.phases()).contains(new Phases(1_000, 6_000, 7_800));
    }

    @Test
    void a_relapse_at_the_very_end_leaves_no_end_of_cleanup() {
        RunSeries series = Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 6_000
                                ? 25
                                : epoch == 10_000 ? 1 : 4 * Math.exp(-Math.min(epoch - 6_000, 2_000) / 200.0))
                .series();
        assertThat(series.phases()).isEmpty();
    }

    @Test
    void a_late_relapse_puts_off_the_end_of_cleanup() {
        RunSeries series = Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 6_000
                                ? 25
                                : epoch == 8_900 ? 1 : 4 * Math.exp(-Math.min(epoch - 6_000, 2_000) / 200.0))
                .series();
        assertThat(series.phases()).contains(new Phases(1_000, 6_000, 9_000));
    }

    @Test
    void without_the_excluded_loss_there_is_no_telling() {
        RunSeries series = new Recorded()
                .with(ModelMeasure.LOSS_TEST, epoch -> epoch < 6_000 ? 25 : 1e-7)
                .series();
        assertThat(series.phases()).isEmpty();
        assertThat(series.of(ModelMeasure.EXCLUDED_TRAIN)).isEmpty();
    }

    @Test
    void a_column_with_a_gap_counts_as_not_recorded() {
        RunSeries series = Recorded.textbook()
                .with(ModelMeasure.W_E_GINI, epoch -> epoch == 300 ? Double.NaN : 0.5)
                .series();
        assertThat(series.of(ModelMeasure.W_E_GINI)).isEmpty();
        assertThat(series.of(ModelMeasure.W_L_GINI)).isPresent();
    }
}
