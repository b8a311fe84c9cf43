package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.trajectory.MeasureTable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private final RunSeries series = Recorded.textbook().series();

    /** Memorised at 1,000, cleaned up from 6,000; 4 exp(-t / 200) is e times its final level at t = 1,800. */
    @Test
    void the_phases_have_the_boundaries_of_the_curves() {
        assertThat(SeriesMeasure.MEMORISATION_ENDS.of(series)).isEqualTo(new Value.Count(1_000));
        assertThat(SeriesMeasure.CLEANUP_BEGINS.of(series)).isEqualTo(new Value.Count(6_000));
        assertThat(SeriesMeasure.CLEANUP_ENDS.of(series)).isEqualTo(new Value.Count(7_800));
    }

    @Test
    void the_restricted_loss_passes_one_nat_where_its_curve_says() {
        // 4.7 exp(-t / 1000) = 1 at t = 1,548 after epoch 1,000.
        assertThat(SeriesMeasure.RESTRICTED_BELOW_ONE.of(series)).isEqualTo(new Value.Count(2_600));
        assertThat(SeriesMeasure.RESTRICTED_BELOW_ONE.of(Recorded.textbook()
                        .with(ModelMeasure.RESTRICTED_ALL, epoch -> 1)
                        .series()))
                .isInstanceOf(Value.Undefined.class);
        assertThat(SeriesMeasure.RESTRICTED_BELOW_ONE.of(
                        new Recorded().with(ModelMeasure.LOSS_TEST, epoch -> 1).series()))
                .isEqualTo(new Value.Unavailable("loss.restricted.all was not recorded along the run"));
    }

    @Test
    void an_excluded_loss_that_only_reaches_a_uniform_guess_s_is_not_above_it() {
        assertThat(SeriesMeasure.EXCLUDED_ABOVE_UNIFORM.of(Recorded.textbook()
                        .with(ModelMeasure.EXCLUDED_TRAIN, epoch -> epoch == 1_000 ? 0.1 : Math.log(Recorded.P))
                        .series()))
                .isEqualTo(new Value.Undefined("the excluded loss stays below a uniform guess's"));
    }

    @Test
    void the_excluded_loss_passes_a_uniform_guess_after_memorisation_only() {
        // 4.7 exp(-2 + t / 1000) = ln 113 = 4.7274 at t = 2,006; before training it is just below.
        assertThat(SeriesMeasure.EXCLUDED_ABOVE_UNIFORM.of(series)).isEqualTo(new Value.Count(3_100));
        assertThat(SeriesMeasure.EXCLUDED_ABOVE_UNIFORM.of(Recorded.textbook()
                        .with(
                                ModelMeasure.EXCLUDED_TRAIN,
                                epoch -> epoch < 500 ? 9 : 0.1 + Math.abs(epoch - 1_000) / 1e4)
                        .series()))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void the_test_loss_peaks_some_epochs_after_the_excluded_loss_is_least() {
        assertThat(SeriesMeasure.TEST_PEAK_AFTER_EXCLUDED_MINIMUM.of(series)).isEqualTo(new Value.Count(0));
        RunSeries late = Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 6_000
                                ? 20 - Math.abs(epoch - 1_700) / 1e3
                                : 4 * Math.exp(-Math.min(epoch - 6_000, 2_000) / 200.0))
                .series();
        assertThat(SeriesMeasure.TEST_PEAK_AFTER_EXCLUDED_MINIMUM.of(late)).isEqualTo(new Value.Count(700));
    }

    @Test
    void the_transition_is_counted_from_a_uniform_guess_to_a_hundredth_of_a_nat() {
        // 4 exp(-t / 200) < 0.01 from t = 1,199 on.
        assertThat(SeriesMeasure.TRANSITION_SHARE.of(series)).isEqualTo(new Value.Scalar(1_200.0 / 7_200));
    }

    @Test
    void a_hundredth_of_a_nat_itself_is_not_solved() {
        RunSeries lingering = Recorded.textbook()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> epoch < 6_000 ? 25 : epoch < 7_000 ? 1 : epoch < 8_000 ? 0.01 : 0.001)
                .series();
        assertThat(SeriesMeasure.TRANSITION_SHARE.of(lingering)).isEqualTo(new Value.Scalar(2_000.0 / 8_000));
    }

    @Test
    void the_steepest_step_is_compared_with_that_of_the_test_loss() {
        // The test loss jumps from 25 to 4, the others move 0.1 e-folds a step; W_L by 0.2 to 0.23 of its Gini.
        double test = Math.log(25 / 4.0);
        assertThat(members(SeriesMeasure.STEEPEST_STEP))
                .hasSize(3)
                .hasEntrySatisfying("loss.restricted.all", x -> assertThat(x).isCloseTo(0.1 / test, within(1e-9)))
                .hasEntrySatisfying("loss.excluded.train", x -> assertThat(x).isCloseTo(0.1 / test, within(1e-9)))
                .hasEntrySatisfying(
                        "gini.W_L", x -> assertThat(x).isCloseTo(Math.log(0.23 / 0.2) / test, within(1e-9)));
    }

    @Test
    void a_lead_is_counted_between_half_ways() {
        // Test: half of 25 at 6,000. Restricted: half of 4.7 after 693 epochs. Gini: half-way from 0.117 to 0.8 in
        // cleanup,
        // at 6,862. Excluded: half-way from 0.64 to 94 at 5,314.
        assertThat(members(SeriesMeasure.LEAD))
                .containsExactly(
                        Map.entry("loss.restricted.all", 6_000.0 - 1_700),
                        Map.entry("loss.excluded.train", 6_000.0 - 5_400),
                        Map.entry("gini.W_L", 6_000.0 - 6_900));
    }

    /** Both are half-way, at 2 of 4, from 3,000 on and make the rest of their way at 8,000. */
    @Test
    void a_curve_that_pauses_half_way_is_there() {
        RunSeries pausing = Recorded.textbook()
                .with(ModelMeasure.SUM_OF_SQUARES, epoch -> epoch < 3_000 ? 4 : epoch < 8_000 ? 2 : 0)
                .with(ModelMeasure.W_E_GINI, epoch -> epoch < 3_000 ? 0 : epoch < 8_000 ? 0.25 : 0.5)
                .series();
        assertThat(((Value.Members) SeriesMeasure.LEAD.of(pausing)).byName())
                .containsEntry("weights.sum-of-squares", 3_000.0)
                .containsEntry("gini.W_E", 3_000.0);
    }

    @Test
    void a_boundary_is_as_far_from_an_inflection_as_the_nearest_one_is() {
        // The third powers bend the other way at 1,000 and 7,000 alone.
        RunSeries bending = Recorded.textbook()
                .with(
                        ModelMeasure.SUM_OF_SQUARES,
                        epoch -> epoch < 4_000
                                ? Math.pow((epoch - 1_000) / 1e3, 3)
                                : 54 - Math.pow((epoch - 7_000) / 1e3, 3) - 54)
                .series();
        Map<String, Double> distances = ((Value.Members) SeriesMeasure.INFLECTION_DISTANCE.of(bending)).byName();
        assertThat(distances.get("memorisation")).isBetween(0.0, 100.0);
        assertThat(distances.get("cleanup")).isBetween(700.0, 900.0);
        assertThat(SeriesMeasure.INFLECTION_DISTANCE.of(series)).isInstanceOf(Value.Unavailable.class);
        assertThat(SeriesMeasure.INFLECTION_DISTANCE.of(Recorded.textbook()
                        .with(ModelMeasure.SUM_OF_SQUARES, epoch -> 1e-8 * epoch * epoch)
                        .series()))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void the_published_curves_are_no_way_from_themselves_and_a_doubled_loss_is_ln_2_away() {
        RunSeries published = new RunSeries(PublishedCurves.table(), PublishedCurves.P);
        assertThat(((Value.Members) SeriesMeasure.DISTANCE_FROM_PUBLISHED.of(published)).byName())
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy((curve, distance) -> assertThat(distance).isZero());
        double[] test = published.of(ModelMeasure.LOSS_TEST).orElseThrow();
        int[] epochs = published.epochs();
        RunSeries doubled = new Recorded()
                .with(
                        ModelMeasure.LOSS_TEST,
                        epoch -> 2 * test[Math.max(0, java.util.Arrays.binarySearch(epochs, epoch))])
                .series();
        assertThat(((Value.Members) SeriesMeasure.DISTANCE_FROM_PUBLISHED.of(doubled)).byName())
                .hasSize(1)
                .hasEntrySatisfying("loss.test", x -> assertThat(x).isCloseTo(Math.log(2), within(1e-12)));
    }

    /** The authors' training loss is 4.75 before the first step; at epochs that they did not publish nothing is compared. */
    @Test
    void the_epochs_that_both_have_are_compared_the_first_one_included() {
        RunSeries first = trainLoss(Map.of(0, 4.75 * Math.E, 50, 1.0));
        assertThat(((Value.Members) SeriesMeasure.DISTANCE_FROM_PUBLISHED.of(first)).byName())
                .hasSize(1)
                .hasEntrySatisfying("loss.train", x -> assertThat(x).isCloseTo(1, within(1e-12)));
        assertThat(SeriesMeasure.DISTANCE_FROM_PUBLISHED.of(trainLoss(Map.of(50, 1.0))))
                .isInstanceOf(Value.Unavailable.class);
    }

    private static RunSeries trainLoss(Map<Integer, Double> byEpoch) {
        List<MeasureTable.Row> rows = byEpoch.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new MeasureTable.Row(entry.getKey(), List.of(OptionalDouble.of(entry.getValue()))))
                .toList();
        return new RunSeries(new MeasureTable(List.of(ModelMeasure.LOSS_TRAIN.id()), rows), Recorded.P);
    }

    @Test
    void without_phases_nothing_turns() {
        RunSeries flat = Recorded.textbook()
                .with(ModelMeasure.LOSS_TEST, epoch -> 20)
                .with(ModelMeasure.SUM_OF_SQUARES, epoch -> epoch)
                .series();
        assertThat(List.of(
                        SeriesMeasure.EXCLUDED_ABOVE_UNIFORM,
                        SeriesMeasure.TEST_PEAK_AFTER_EXCLUDED_MINIMUM,
                        SeriesMeasure.TRANSITION_SHARE,
                        SeriesMeasure.STEEPEST_STEP,
                        SeriesMeasure.LEAD,
                        SeriesMeasure.INFLECTION_DISTANCE))
                .allSatisfy(measure -> assertThat(measure.of(flat)).isInstanceOf(Value.Undefined.class));
    }

    private Map<String, Double> members(SeriesMeasure measure) {
        return ((Value.Members) measure.of(series)).byName();
    }
}
