package io.github.grokcheck.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.page.Plot.Tick;
import org.junit.jupiter.api.Test;

class PlotAxisTest {
    /** A margin of 7 % on both sides, so that 0 is at 0.07 ÷ 1.14. */
    @Test
    void numbers_lie_inside_with_a_margin() {
        PlotAxis axis = PlotAxis.spanning(0, 1);

        assertThat(axis.at(0)).isCloseTo(0.07 / 1.14, within(1e-12));
        assertThat(axis.at(0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(axis.at(1)).isCloseTo(1.07 / 1.14, within(1e-12));
    }

    @Test
    void an_open_end_is_the_axis_own() {
        PlotAxis axis = PlotAxis.spanning(0.6, 0.8, Double.POSITIVE_INFINITY);

        assertThat(axis.at(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(axis.at(Double.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void ticks_are_round_numbers() {
        assertThat(PlotAxis.spanning(0.6, 0.77).ticks())
                .extracting(Tick::label)
                .containsExactly("0.6", "0.65", "0.7", "0.75");
        assertThat(PlotAxis.spanning(9000, 11000).ticks())
                .extracting(Tick::label)
                .containsExactly("9000", "10000", "11000");
    }

    @Test
    void positive_numbers_far_apart_have_a_logarithmic_axis() {
        PlotAxis axis = PlotAxis.spanning(1e-8, 1e-2);

        assertThat(axis.at(1e-5)).isCloseTo(0.5, within(1e-12));
        assertThat(axis.ticks()).extracting(Tick::label).containsExactly("1e-8", "1e-6", "0.0001", "0.01");
        assertThat(axis.at(0)).isZero();
    }

    @Test
    void numbers_that_are_not_positive_have_none() {
        assertThat(PlotAxis.spanning(-1, 1000).logarithmic()).isFalse();
        assertThat(PlotAxis.spanning(0, 1000).logarithmic()).isFalse();
    }

    @Test
    void a_single_number_lies_in_the_middle() {
        assertThat(PlotAxis.spanning(113).at(113)).isCloseTo(0.5, within(1e-12));
        assertThat(PlotAxis.spanning(0).at(0)).isCloseTo(0.5, within(1e-12));
        assertThat(PlotAxis.spanning(113).ticks()).isNotEmpty();
    }

    @Test
    void there_are_never_more_than_five_ticks() {
        for (double most : new double[] {1, 1.7, 3, 4.4, 7, 9.9, 49}) {
            assertThat(PlotAxis.spanning(1, most).ticks()).as("1 to %s", most).hasSizeBetween(1, 5);
        }
        for (int decades = 2; decades < 40; decades++) {
            assertThat(PlotAxis.spanning(1, Math.pow(10, decades)).ticks())
                    .as("%d decades", decades)
                    .hasSizeBetween(2, 5);
        }
    }
}
