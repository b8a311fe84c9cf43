package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.LossCurve;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepMeasureTest {
    private static final String BELOW_ONE = "epoch.test-loss-below-1";

    @Test
    void less_is_later_counts_the_pairs_in_which_it_is() {
        assertThat(lessIsLater(run(0.3, 900, 1000), run(1, 500, 1000), run(3, 600, 1000)))
                .isEqualTo(2.0 / 3);
        assertThat(lessIsLater(run(0.3, 900, 1000), run(1, 500, 1000), run(3, 400, 1000)))
                .isEqualTo(1);
        assertThat(lessIsLater(run(0.3, 500, 1000), run(1, 500, 1000))).isZero();
    }

    @Test
    void a_run_that_never_gets_there_is_later_than_its_length() {
        assertThat(lessIsLater(run(0, 9999, 1000), run(1, 500, 1000))).isEqualTo(1);
        assertThat(lessIsLater(run(0, 500, 1000), run(1, 9999, 1000))).isZero();
        assertThat(lessIsLater(run(0, 500, 1000), run(1, 300, 1000), run(2, 9999, 400)))
                .as("only the pairs 0 < 1 and 1 < 2 are decided")
                .isEqualTo(0.5);
    }

    @Test
    void a_run_that_was_trained_just_as_long_and_is_not_there_is_later() {
        assertThat(lessIsLater(run(0, 9999, 500), run(1, 500, 1000))).isEqualTo(1);
        assertThat(lessIsLater(run(0, 500, 1000), run(1, 9999, 500))).isZero();
        assertThat(value(SweepMeasure.LESS_IS_LATER, run(0, 9999, 499), run(1, 500, 1000)))
                .as("it might be there one epoch later, at the same time")
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void a_run_that_starts_there_has_no_ratio_and_no_distance() {
        assertThat(value(SweepMeasure.LARGEST_RATIO, run(0.5, 0, 1000), run(0.6, 270, 1000)))
                .isInstanceOf(Value.Undefined.class);
        assertThat(value(SweepMeasure.DISTANCE_FROM_PUBLISHED, run(0.5, 0, 1000), run(0.6, 270, 1000)))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void pairs_that_say_nothing_do_not_count() {
        assertThat(value(SweepMeasure.LESS_IS_LATER, run(0, 9999, 1000), run(1, 9999, 1000)))
                .isInstanceOf(Value.Undefined.class);
        assertThat(value(SweepMeasure.LESS_IS_LATER, run(0, 9999, 400), run(1, 500, 1000)))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void runs_of_different_seeds_are_not_compared() {
        SweepPoint other = new SweepPoint(3, 7, run(3, 999, 1000).losses());
        assertThat(lessIsLater(run(0.3, 900, 1000), run(1, 500, 1000), other)).isEqualTo(1);
    }

    @Test
    void the_largest_ratio_is_that_of_the_slowest_run_to_the_fastest() {
        assertThat(member(SweepMeasure.LARGEST_RATIO, run(0.3, 900, 1000), run(1, 600, 1000), run(3, 700, 1000)))
                .isEqualTo(1.5);
        assertThat(value(SweepMeasure.LARGEST_RATIO, run(0.3, 900, 1000), run(1, 9999, 1000)))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void the_distance_from_the_authors_runs_is_the_largest() {
        // The authors' runs took 744 epochs with half of the pairs and 270 with six tenths.
        assertThat(member(SweepMeasure.DISTANCE_FROM_PUBLISHED, run(0.5, 744, 1000), run(0.6, 540, 1000)))
                .isEqualTo(Math.log(2));
        assertThat(member(SweepMeasure.DISTANCE_FROM_PUBLISHED, run(0.5, 372, 1000), run(0.6, 270, 1000)))
                .isEqualTo(Math.log(2));
        assertThat(value(SweepMeasure.DISTANCE_FROM_PUBLISHED, run(0.5, 744, 1000), run(0.6, 9999, 1000)))
                .as("a run that never gets there is no agreement")
                .isInstanceOf(Value.Undefined.class);
        assertThat(value(SweepMeasure.DISTANCE_FROM_PUBLISHED, run(0.33, 744, 1000), run(0.66, 540, 1000)))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void one_setting_is_no_sweep() {
        assertThat(value(SweepMeasure.LESS_IS_LATER, run(1, 500, 1000), run(1, 600, 1000)))
                .isInstanceOf(Value.Unavailable.class);
    }

    /** Losses that fall from 20 to a tenth of a nat at an epoch. */
    private static SweepPoint run(double setting, int epoch, int length) {
        return new SweepPoint(
                setting,
                0,
                new LossCurve(IntStream.rangeClosed(0, length)
                        .mapToObj(e -> new LossCurve.Point(e, e < epoch ? 20 : 0.1, e < epoch ? 20 : 0.1))
                        .toList()));
    }

    private static double lessIsLater(SweepPoint... runs) {
        return member(SweepMeasure.LESS_IS_LATER, runs);
    }

    private static double member(SweepMeasure measure, SweepPoint... runs) {
        return ((Value.Members) value(measure, runs)).byName().getOrDefault(BELOW_ONE, Double.NaN);
    }

    private static Value value(SweepMeasure measure, SweepPoint... runs) {
        return measure.of(List.of(runs));
    }
}
