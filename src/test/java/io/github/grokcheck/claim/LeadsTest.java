package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On shipped runs: the restricted loss leads by 3,700 epochs with seed 0 and by 3,400 with seed 1. */
class LeadsTest {
    private static final String RESTRICTED = "loss.restricted.all";

    private static Leads of(String... runs) {
        return Leads.of(Stream.of(runs)
                .map(run -> new RunSubject(RecordedRun.open(Path.of("fixtures").resolve(run))))
                .toList());
    }

    @Test
    void a_run_without_phases_has_no_leads() {
        Leads leads = of("runs/mainline-seed0", "sweeps/weight-decay/decay-0-seed0", "runs/mainline-seed1");
        assertThat(leads.byRun().keySet())
                .extracting(RunSubject::name)
                .containsExactly("mainline-seed0", "mainline-seed1");
        assertThat(leads.measures()).hasSize(5).contains(RESTRICTED);
        assertThat(leads.sorted(RESTRICTED)).containsExactly(3_400, 3_700);
        assertThat(leads.sorted("none")).isEmpty();
    }

    @Test
    void two_runs_have_an_interval_and_one_has_none() {
        assertThat(of("runs/mainline-seed0", "runs/mainline-seed1").mean(RESTRICTED))
                .contains(StudentInterval.of(new double[] {3_700, 3_400}));
        assertThat(of("runs/mainline-seed0").mean(RESTRICTED)).isEmpty();
    }
}
