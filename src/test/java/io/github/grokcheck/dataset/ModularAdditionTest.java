package io.github.grokcheck.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModularAdditionTest {
    private static final ModularAddition TASK = new ModularAddition(5);

    @Test
    void a_is_slow_and_the_label_wraps_around() {
        int row = TASK.row(3, 4);

        assertThat(row).isEqualTo(19);
        assertThat(TASK.first(row)).isEqualTo(3);
        assertThat(TASK.second(row)).isEqualTo(4);
        assertThat(TASK.label(row)).isEqualTo(2);
    }

    @Test
    void the_equals_sign_follows_the_numbers() {
        assertThat(TASK.equalsToken()).isEqualTo(5);
        assertThat(TASK.vocabulary()).isEqualTo(6);
        assertThat(TASK.pairs()).isEqualTo(25);
        assertThat(TASK.highestFrequency()).isEqualTo(2);
    }
}
