package io.github.grokcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeadTimesTest {
    private static final String PAGE = LeadTimes.of(Stream.of(
                    "runs/mainline-seed0", "runs/mainline-seed1", "sweeps/weight-decay/decay-0-seed0")
            .map(run -> new RunSubject(RecordedRun.open(Path.of("fixtures").resolve(run))))
            .toList());

    @Test
    void each_run_has_its_phases_and_the_lead_of_every_measure() {
        assertThat(PAGE)
                .contains("| mainline-seed0 | 1400 | 9800 | 12900 | 3700 | -100 | -2600 | -1800 | -700 |\n")
                .contains("| mainline-seed1 | 1400 | 9200 | 11500 | 3400 | 1000 | -3100 | -2300 | -1100 |\n");
    }

    @Test
    void a_measure_has_its_mean_and_students_interval() {
        // Of 3,700 and 3,400: the mean 3,550, and 12.706 x 150 to either side.
        assertThat(PAGE).contains("| loss.restricted.all | 2 | 3550 | 1644 to 5456 | 3400 | 3700 |\n");
    }

    @Test
    void a_run_without_phases_is_named() {
        assertThat(PAGE).endsWith("\nWithout three phases, or without a recorded series: decay-0-seed0.\n");
    }

    @Test
    void one_run_has_no_interval() {
        RunSubject only = new RunSubject(RecordedRun.open(Path.of("fixtures/runs/mainline-seed0")));
        assertThat(LeadTimes.of(List.of(only)))
                .contains("| loss.restricted.all | 1 | - | - | 3700 | 3700 |\n")
                .doesNotContain("Without three phases");
    }
}
