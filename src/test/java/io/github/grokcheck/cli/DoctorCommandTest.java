package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void every_examination_has_a_line_that_says_ok_or_what_to_do() {
        Execution doctor = Execution.of("doctor").succeeds();
        List<String> lines = doctor.out().lines().toList();
        assertThat(lines).hasSize(Examinations.ALL.size());
        for (int i = 0; i < lines.size(); i++) {
            Examination examination = Examinations.ALL.get(i);
            assertThat(lines.get(i)).contains(examination.name());
            if (lines.get(i).startsWith("missing")) {
                assertThat(lines.get(i)).contains(examination.neededFor(), examination.remedy());
            }
        }
    }

    @Test
    void a_missing_gpu_or_cluster_is_told_with_what_is_lacking() {
        assertThat(Execution.of("doctor").succeeds().out().lines())
                .filteredOn(line -> line.startsWith("missing"))
                .filteredOn(line -> line.contains(" GPU ") || line.contains(" Spark "))
                .allSatisfy(line -> assertThat(line)
                        .containsPattern("NVIDIA's driver is (there|missing), PyTorch's library is for"
                                + "|not built in; .*sweep --engine spark.*-Pspark"));
    }
}
