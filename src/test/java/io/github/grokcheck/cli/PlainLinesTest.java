package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
    private final StringWriter err = new StringWriter();
    private long now;
    private final PlainLines lines = new PlainLines("training", 100, 500, new PrintWriter(err), () -> now);

    @Test
    void a_line_comes_every_ten_seconds_with_the_time_left() {
        for (int second = 1; second <= 25; second++) {
            now = Duration.ofSeconds(second).toNanos();
            lines.at(100 + 10L * second, "loss " + second);
        }
        lines.close();
        assertThat(err.toString().lines())
                .containsExactly(
                        "training: 200 of 500, loss 10, about 30.0 s left",
                        "training: 300 of 500, loss 20, about 20.0 s left");
    }

    @Test
    void before_the_first_step_no_time_is_guessed() {
        now = Duration.ofSeconds(10).toNanos();
        lines.at(100, "starting");
        assertThat(err.toString()).isEqualToIgnoringNewLines("training: 100 of 500, starting");
    }

    @Test
    void times_are_spoken_in_the_unit_that_fits() {
        assertThat(Durations.words(Duration.ofMillis(4210))).isEqualTo("4.2 s");
        assertThat(Durations.words(Duration.ofSeconds(150))).isEqualTo("2 min 30 s");
        assertThat(Durations.words(Duration.ofMinutes(12))).isEqualTo("12 min");
        assertThat(Durations.words(Duration.ofMinutes(185))).isEqualTo("3 h 05 min");
    }
}
