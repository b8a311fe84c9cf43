package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentIntervalTest {
    @Test
    void the_interval_of_three_numbers_is_4_3027_standard_errors_to_either_side() {
        StudentInterval interval = StudentInterval.of(new double[] {1, 2, 3});
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.deviation()).isEqualTo(1);
        assertThat(interval.high() - 2).isCloseTo(4.302653 / Math.sqrt(3), within(1e-6));
        assertThat(2 - interval.low()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void more_runs_with_the_same_spread_narrow_it() {
        StudentInterval interval = StudentInterval.of(new double[] {1, 2, 3});
        // t of 8 degrees of freedom is 2.3060.
        assertThat(interval.halfWidth(9)).isCloseTo(2.306004 / 3, within(1e-6));
    }
}
