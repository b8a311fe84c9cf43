package io.github.grokcheck.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledAnswersTest {
    private static final ModularAddition TASK = new ModularAddition(113);
    private static final Split SPLIT = Split.random(TASK, 0.3, 0);
    private static final PairTask SHUFFLED = new ShuffledAnswers(SPLIT, 0);

    @Test
    void training_pairs_share_out_their_own_answers() {
        assertThat(answers(SHUFFLED)).isNotEqualTo(answers(TASK));
        assertThat(Arrays.stream(answers(SHUFFLED)).sorted().boxed())
                .containsExactlyElementsOf(
                        Arrays.stream(answers(TASK)).sorted().boxed().toList());
    }

    @Test
    void hardly_a_training_pair_keeps_its_answer() {
        long kept = Arrays.stream(SPLIT.trainRows())
                .filter(row -> SHUFFLED.label(row) == TASK.label(row))
                .count();
        // One in 113 by chance, 34 of 3,830.
        assertThat(kept).isBetween(10L, 70L);
    }

    @Test
    void test_pairs_keep_their_answers() {
        assertThat(IntStream.of(SPLIT.testRows())).allMatch(row -> SHUFFLED.label(row) == TASK.label(row));
    }

    @Test
    void the_seed_decides() {
        PairTask other = new ShuffledAnswers(SPLIT, 1);
        assertThat(answers(new ShuffledAnswers(SPLIT, 0))).isEqualTo(answers(SHUFFLED));
        assertThat(answers(other)).isNotEqualTo(answers(SHUFFLED));
    }

    @Test
    void all_else_is_addition() {
        assertThat(SHUFFLED.p()).isEqualTo(113);
        assertThat(SHUFFLED.vocabulary()).isEqualTo(TASK.vocabulary());
        assertThat(IntStream.of(0, 5000))
                .allMatch(row -> SHUFFLED.first(row) == TASK.first(row) && SHUFFLED.second(row) == TASK.second(row));
    }

    private static int[] answers(PairTask task) {
        return Arrays.stream(SPLIT.trainRows()).map(task::label).toArray();
    }
}
