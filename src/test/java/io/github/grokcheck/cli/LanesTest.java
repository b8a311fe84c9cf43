package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 9, , , 1, 1",
        "2, 9, , , 1, 2",
        "3, 9, , , 1, 3",
        "16, 9, , , 8, 2",
        "16, 3, , , 3, 5",
        "2, 9, 2, , 2, 1",
        "2, 9, , 1, 2, 1",
        "2, 9, , 8, 1, 8",
        "16, 9, 4, 1, 4, 1",
        "16, 2, 4, , 2, 8",
    })
    void every_two_processors_train_a_run_unless_the_user_says_otherwise(
            int processors, int runs, Integer count, Integer threads, int expectedCount, int expectedThreads) {
        assertThat(Lanes.of(processors, runs, Optional.ofNullable(count), Optional.ofNullable(threads)))
                .isEqualTo(new Lanes(expectedCount, expectedThreads));
    }
}
