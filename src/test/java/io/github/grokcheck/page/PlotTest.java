package io.github.grokcheck.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Expectation;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.page.Plot.Mark;
import io.github.grokcheck.page.Plot.Tick;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void each_subject_has_a_lane_and_each_number_a_mark() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("cos.14", 0.95);
        shares.put("sin.14", 0.85);
        Condition condition = condition(ModelMeasure.DIRECTIONS_FVE, new Expectation.AtLeast(0.9));

        Plot plot = Plot.of(
                condition,
                List.of(
                        finding("a", observation(condition, new Value.Members(shares), false)),
                        finding("b", observation(condition, new Value.Members(Map.of("cos.3", 0.99)), true))),
                0);

        assertThat(plot.condition()).isEqualTo("fve.neuron-directions each >= 0.9");
        assertThat(plot.lanes()).extracting(Plot.Lane::subject).containsExactly("a", "b");
        assertThat(plot.lanes().get(0).marks()).extracting(Mark::met).containsExactly(true, false);
        assertThat(plot.lanes().get(0).marks()).extracting(Mark::text).containsExactly("cos.14: 0.95", "sin.14: 0.85");
        assertThat(plot.bounds()).extracting(Tick::label).containsExactly("0.9");
        assertThat(plot.from()).isEqualTo(plot.bounds().get(0).at());
        assertThat(plot.to()).isEqualTo(1);
    }

    /**
     * 3 is 0.75 times 4, 9 is 1.5 times 6: against references that differ, only the multiples share an axis. It leaves 7 %
     * of their 0.75 free on both sides, so that the region ends, at 1, a third of the way.
     */
    @Test
    void a_bound_counted_from_another_quantity_is_drawn_in_multiples() {
        Condition condition =
                condition(ModelMeasure.RESTRICTED_ALL, new Expectation.AtMostTimes(1, ModelMeasure.LOSS_ALL));

        Plot plot = Plot.of(
                condition,
                List.of(
                        finding("a", observation(condition, new Value.Scalar(3), true, new Value.Scalar(4))),
                        finding("b", observation(condition, new Value.Scalar(9), false, new Value.Scalar(6)))),
                0);

        assertThat(plot.label()).isEqualTo("loss.restricted.all as a multiple of loss.all");
        assertThat(plot.from()).isZero();
        assertThat(plot.to()).isCloseTo((0.25 + 0.0525) / (0.75 * 1.14), within(1e-12));
        assertThat(plot.lanes())
                .flatExtracting(Plot.Lane::marks)
                .extracting(Mark::met)
                .containsExactly(true, false);
    }

    @Test
    void bounds_that_are_close_share_a_label() {
        Condition condition = condition(ModelMeasure.LOSS_ALL, new Expectation.CloseTo(10, 1));

        Plot plot = Plot.of(condition, List.of(finding("a", observation(condition, new Value.Scalar(30), false))), 0);

        assertThat(plot.bounds()).extracting(Tick::label).containsExactly("9 to 11");
    }

    @Test
    void a_set_of_frequencies_has_no_axis() {
        Condition condition = condition(ModelMeasure.W_L_KEY_FREQUENCIES, new Expectation.Exactly(List.of(14, 35)));

        Plot plot = Plot.of(
                condition,
                List.of(finding("a", observation(condition, new Value.Frequencies(List.of(14, 42)), false))),
                0);

        assertThat(plot.ticks()).isEmpty();
        assertThat(plot.lanes().get(0)).isEqualTo(new Plot.Lane("a", false, "14, 42", List.of()));
    }

    @Test
    void a_quantity_without_a_number_has_a_lane_without_marks() {
        Condition condition = condition(ModelMeasure.ALPHA_RELATIVE_GAP, new Expectation.AtLeast(0.1));

        Plot plot = Plot.of(
                condition,
                List.of(
                        finding("a", observation(condition, new Value.Undefined("0/0"), false)),
                        finding("b", observation(condition, new Value.Scalar(0.2), true))),
                0);

        assertThat(plot.lanes().get(0).marks()).isEmpty();
        assertThat(plot.lanes().get(0).value()).isEqualTo("no value (0/0)");
        assertThat(plot.lanes().get(1).marks()).hasSize(1);
    }

    private static Condition condition(Measure measure, Expectation expectation) {
        return new Condition(measure, Optional.empty(), expectation);
    }

    private static Finding finding(String subject, Observation observation) {
        return new Finding(subject, subject, List.of(observation));
    }

    private static Observation observation(Condition condition, Value value, boolean met) {
        return new Observation(condition, value, met, 0);
    }

    private static Observation observation(Condition condition, Value value, boolean met, Value reference) {
        return new Observation(condition, value, met, 0, Optional.of(reference));
    }
}
