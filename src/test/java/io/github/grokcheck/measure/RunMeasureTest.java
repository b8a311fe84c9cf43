package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.LossCurve.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunMeasureTest {
    /** One point an epoch with equal training and test losses. */
    private static LossCurve curve(double... losses) {
        return new LossCurve(IntStream.range(0, losses.length)
                .mapToObj(epoch -> new Point(epoch, losses[epoch], losses[epoch]))
                .toList());
    }

    private static final LossCurve GROKKED = new LossCurve(List.of(
            new Point(0, 4.764, 4.768),
            new Point(1, 4.764, Double.NaN),
            new Point(100, 0.5, 0.9),
            new Point(200, 0.009, 25),
            new Point(300, 1e-7, 1),
            new Point(400, 1e-7, 0.99),
            new Point(401, 1e-7, Double.NaN),
            new Point(500, 1e-7, 0.005)));

    @Test
    void the_training_loss_counts_from_the_start() {
        assertThat(RunMeasure.EPOCH_TRAIN_MEMORISED.of(GROKKED)).isEqualTo(new Value.Count(200));
    }

    @Test
    void the_test_loss_counts_from_its_maximum_on_and_strictly() {
        assertThat(RunMeasure.EPOCH_TEST_BELOW_ONE.of(GROKKED)).isEqualTo(new Value.Count(400));
        assertThat(RunMeasure.EPOCH_TEST_SOLVED.of(GROKKED)).isEqualTo(new Value.Count(500));
    }

    @Test
    void wrong_the_first_epoch_below_one_may_lie_before_the_maximum() {
        int first = GROKKED.testGrid().stream()
                .filter(point -> point.test() < 1)
                .findFirst()
                .orElseThrow()
                .epoch();

        assertThat(first).isEqualTo(100);
    }

    @Test
    void a_loss_that_only_falls_has_its_maximum_at_the_start() {
        assertThat(RunMeasure.EPOCH_TEST_BELOW_ONE.of(curve(4, 2, 0.9, 0.001))).isEqualTo(new Value.Count(2));
    }

    @Test
    void a_loss_that_still_rises_or_stays_high_never_falls_below() {
        assertThat(RunMeasure.EPOCH_TEST_BELOW_ONE.of(curve(0.5, 2, 3))).isInstanceOf(Value.Undefined.class);
        assertThat(RunMeasure.EPOCH_TEST_BELOW_ONE.of(curve(4, 20, 3))).isInstanceOf(Value.Undefined.class);
        assertThat(RunMeasure.EPOCH_TRAIN_MEMORISED.of(curve(4, 3))).isInstanceOf(Value.Undefined.class);
    }

    @Test
    void the_gap_is_counted_between_losses_below_a_hundredth() {
        LossCurve curve = new LossCurve(List.of(
                new Point(0, 4.7, 4.7),
                new Point(100, 0.02, 20),
                new Point(200, 0.009, 20),
                new Point(300, 9e-7, 0.05),
                new Point(400, 9e-7, 0.009)));
        assertThat(RunMeasure.TEST_AFTER_TRAIN.of(curve)).isEqualTo(new Value.Count(200));
        assertThat(RunMeasure.EPOCH_TEST_BELOW_TENTH.of(curve)).isEqualTo(new Value.Count(300));
        assertThat(RunMeasure.EPOCH_TRAIN_BELOW_MICRO.of(curve)).isEqualTo(new Value.Count(300));
        assertThat(RunMeasure.TEST_AFTER_TRAIN.of(curve.before(400))).isInstanceOf(Value.Undefined.class);
    }

    @Test
    void of_equal_maxima_the_first_one_counts() {
        assertThat(RunMeasure.EPOCH_TEST_BELOW_ONE.of(curve(5, 0.5, 5, 0.5))).isEqualTo(new Value.Count(1));
    }

    @Test
    void first_losses_and_length() {
        assertThat(RunMeasure.FIRST_TRAIN_LOSS.of(GROKKED)).isEqualTo(new Value.Scalar(4.764));
        assertThat(RunMeasure.FIRST_TEST_LOSS.of(GROKKED)).isEqualTo(new Value.Scalar(4.768));
        assertThat(RunMeasure.EPOCHS.of(GROKKED)).isEqualTo(new Value.Count(500));
    }

    @Test
    void an_empty_curve_has_nothing_to_tell() {
        for (RunMeasure measure : RunMeasure.values()) {
            assertThat(measure.of(new LossCurve(List.of()))).as(measure.id()).isInstanceOf(Value.Undefined.class);
        }
    }

    @Test
    void the_ids_are_the_agreed_ones() {
        assertThat(RunMeasure.values())
                .extracting(RunMeasure::id)
                .containsExactly(
                        "epoch.train-loss-below-0.01",
                        "epoch.test-loss-below-0.01",
                        "epoch.test-loss-below-1",
                        "epoch.test-loss-below-0.1",
                        "epoch.train-loss-below-1e-6",
                        "epochs.test-after-train",
                        "run.first-train-loss",
                        "run.first-test-loss",
                        "run.epochs");
    }
}
