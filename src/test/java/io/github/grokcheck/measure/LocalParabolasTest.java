package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LocalParabolasTest {
    private static final int[] UNEVEN = {0, 1, 3, 4, 8, 9, 10, 13, 17, 18, 20, 24};

    @Test
    void the_curvature_of_a_parabola_is_its_second_derivative_on_any_grid() {
        double[] x =
                Arrays.stream(UNEVEN).mapToDouble(t -> 3 * t * t - 7 * t + 11).toArray();
        assertThat(LocalParabolas.curvature(UNEVEN, x, 5)).isCloseTo(6, within(1e-9));
        assertThat(LocalParabolas.curvature(UNEVEN, x, 6)).isCloseTo(6, within(1e-9));
    }

    @Test
    void a_straight_line_has_none() {
        double[] x = Arrays.stream(UNEVEN).mapToDouble(t -> 5 - 2 * t).toArray();
        assertThat(LocalParabolas.curvature(UNEVEN, x, 5)).isCloseTo(0, within(1e-9));
        assertThat(LocalParabolas.inflections(UNEVEN, x).length).isLessThanOrEqualTo(1);
    }
}
