package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TheilSenTest {
    @Test
    void a_straight_line_is_found_without_doubt() {
        TheilSen line = TheilSen.of(new double[] {0, 1, 3, 4, 8, 9}, new double[] {1, 3, 7, 9, 17, 19});
        assertThat(line).isEqualTo(new TheilSen(2, 2, 2, 1));
    }

    @Test
    void the_slope_is_the_median_of_all_slopes_and_tau_counts_their_signs() {
        // Slopes 1, 2, 1, 3, 1, -1.
        TheilSen line = TheilSen.of(new double[] {0, 1, 2, 3}, new double[] {0, 1, 4, 3});
        assertThat(line.slope()).isEqualTo(1);
        assertThat(line.tau()).isEqualTo(4.0 / 6);
    }

    @Test
    void one_wild_point_in_eleven_does_not_move_it() {
        double[] x = IntStream.range(0, 11).asDoubleStream().toArray();
        double[] y = Arrays.stream(x).map(t -> 5 - t).toArray();
        y[5] = 1e9;
        TheilSen line = TheilSen.of(x, y);
        assertThat(line.slope()).isEqualTo(-1);
        assertThat(line.low()).isEqualTo(-1);
        assertThat(line.high()).isEqualTo(-1);
    }

    @Test
    void the_interval_of_ten_points_ends_at_the_11th_smallest_and_11th_largest_of_45_slopes() {
        // 1.96 sqrt(10 * 9 * 25 / 18) = 21.9, and (45 - 21.9) / 2 = 11.5.
        double[] x = IntStream.range(0, 10).asDoubleStream().toArray();
        double[] y = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
        double[] slopes = IntStream.range(0, 10)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, 10).mapToDouble(j -> (y[j] - y[i]) / (j - i)))
                .sorted()
                .toArray();
        assertThat(slopes).hasSize(45);
        TheilSen line = TheilSen.of(x, y);
        assertThat(line.low()).isEqualTo(slopes[10]);
        assertThat(line.high()).isEqualTo(slopes[34]);
        assertThat(line.slope()).isEqualTo(slopes[22]);
    }

    @Test
    void of_two_points_the_interval_is_all_there_is() {
        assertThat(TheilSen.of(new double[] {0, 2}, new double[] {0, -1}))
                .isEqualTo(new TheilSen(-0.5, -0.5, -0.5, -1));
    }

    @Test
    void the_median_of_an_even_number_is_half_way() {
        assertThat(TheilSen.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5, within(0.0));
        assertThat(TheilSen.median(new double[] {9, 1, 2})).isEqualTo(2, within(0.0));
    }
}
