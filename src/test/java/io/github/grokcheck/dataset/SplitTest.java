package io.github.grokcheck.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Oracle: CPython 3, {@code pairs = [(a, b) for a in range(p) for b in range(p)]; random.seed(s); random.shuffle(pairs)},
 * of which {@code pairs[:int(0.3 * p * p)]} are trained on.
 */
class SplitTest {
    private static final ModularAddition TASK = new ModularAddition(113);
    private static final Split SEED_0 = Split.random(TASK, 0.3, 0);

    private static List<String> pairs(int[] rows, int from, int to) {
        return Arrays.stream(rows, from, to)
                .mapToObj(row -> TASK.first(row) + "," + TASK.second(row))
                .toList();
    }

    @Test
    void seed_0_begins_and_ends_as_in_cpython() {
        assertThat(pairs(SEED_0.trainRows(), 0, 6))
                .containsExactly("18,34", "10,83", "55,28", "25,51", "63,65", "14,104");
        assertThat(pairs(SEED_0.trainRows(), 3829, 3830)).containsExactly("65,24");
        assertThat(pairs(SEED_0.testRows(), 0, 1)).containsExactly("50,67");
    }

    @Test
    void the_fraction_is_rounded_down() {
        assertThat(SEED_0.trainRows()).hasSize(3830);
        assertThat(SEED_0.testRows()).hasSize(8939);
    }

    @Test
    void every_pair_is_on_exactly_one_side() {
        assertThat(IntStream.concat(Arrays.stream(SEED_0.trainRows()), Arrays.stream(SEED_0.testRows()))
                        .sorted())
                .containsExactly(IntStream.range(0, TASK.pairs()).boxed().toArray(Integer[]::new));
        assertThat(SEED_0.isTrain(TASK.row(18, 34))).isTrue();
        assertThat(SEED_0.isTrain(TASK.row(50, 67))).isFalse();
    }

    @Test
    void other_seeds_and_moduli_agree_with_cpython_too() {
        int[] sevens = Split.random(new ModularAddition(7), 0.3, 1).trainRows();
        int[] fives = Split.random(new ModularAddition(5), 0.5, 4294967295L).trainRows();

        assertThat(sevens).containsExactly(2, 15, 46, 9, 21, 29, 47, 5, 45, 14, 11, 32, 34, 26);
        assertThat(fives).containsExactly(17, 0, 14, 11, 15, 4, 24, 13, 2, 18, 3, 1);
    }

    @Test
    void a_fraction_of_one_leaves_no_test_pair() {
        assertThat(Split.random(new ModularAddition(5), 1, 0).testRows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void a_fraction_that_is_none_is_refused(double fraction) {
        assertThatThrownBy(() -> Split.random(TASK, fraction, 0)).hasMessageContaining("train fraction " + fraction);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 32})
    void a_seed_of_more_than_one_word_is_refused(long seed) {
        assertThatThrownBy(() -> Split.random(TASK, 0.3, seed))
                .hasMessage("split seed " + seed + " is outside 0 to 4294967295");
    }
}
