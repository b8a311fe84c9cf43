package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.djl.Benchmark.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostLineTest {
    @Test
    void points_on_a_line_give_that_line() {
        CostLine line = new CostLine(List.of(cost("a", 1, 5, 2), cost("b", 2, 8, 3), cost("c", 4, 14, 5)));

        assertThat(line.oneRun().ms()).isCloseTo(2, within(1e-12));
        assertThat(line.oneRun().msPerGflop()).isCloseTo(3, within(1e-12));
        assertThat(line.sideBySide().ms()).isCloseTo(1, within(1e-12));
        assertThat(line.sideBySide().msPerGflop()).isCloseTo(1, within(1e-12));
    }

    /** Least squares of (0, 0), (1, 0), (2, 3) by hand: slope 3/2, mean 1 at 1. */
    @Test
    void points_beside_a_line_give_the_line_of_least_squares() {
        CostLine line = new CostLine(List.of(cost("a", 0, 0, 1), cost("b", 1, 0, 1), cost("c", 2, 3, 1)));

        assertThat(line.oneRun().msPerGflop()).isCloseTo(1.5, within(1e-12));
        assertThat(line.oneRun().ms()).isCloseTo(-0.5, within(1e-12));
    }

    @Test
    void the_table_has_a_row_for_each_recipe_and_ends_with_the_lines() {
        List<String> table = new CostLine(List.of(cost("small", 1, 5, 2), cost("large", 2, 8, 3))).table();

        assertThat(table).hasSize(4);
        assertThat(table.get(1)).matches("small +113 +512 +3830 +1.00 +5.0 +2.0");
        assertThat(table.get(3))
                .isEqualTo("an epoch: 2.0 ms + 3.0 ms per GFLOP; side by side: 1.0 ms + 1.0 ms per GFLOP");
    }

    private static Cost cost(String name, double gflop, double ms, double sideBySide) {
        return new Cost(name, 113, 512, 3830, gflop, ms, sideBySide);
    }
}
