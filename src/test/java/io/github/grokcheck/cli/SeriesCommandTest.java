package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.MeasureTable;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesCommandTest {
    @TempDir
    Path runs;

    private Path first;
    private Path second;

    @BeforeEach
    void make() {
        first = TinyRun.in(runs.resolve("first"));
        second = TinyRun.in(runs.resolve("second"));
    }

    @Test
    void every_checkpoint_of_every_run_below_a_folder_is_measured() {
        Execution series = Execution.of("series", runs).succeeds();

        assertThat(series.out().lines())
                .containsExactly(
                        first.resolve(MeasureTable.FILE) + ": 3 checkpoints",
                        second.resolve(MeasureTable.FILE) + ": 3 checkpoints");
        assertThat(measures(first).epochs()).containsExactly(0, 10, 20);
        assertThat(measures(second)).isEqualTo(measures(first));
    }

    @Test
    void what_is_measured_is_passed_over_unless_it_is_asked_for_again() throws IOException {
        Execution.of("series", first).succeeds();
        MeasureTable measured = measures(first);
        RecordedRun.open(first)
                .add(
                        MeasureTable.FILE,
                        file -> new MeasureTable(
                                        measured.columns(), measured.rows().subList(0, 1))
                                .writeTo(file));
        byte[] provenance = Files.readAllBytes(first.resolve(Provenance.FILE));

        Execution series = Execution.of("series", first, second).succeeds();

        assertThat(series.out().lines()).first().asString().endsWith("measured already");
        assertThat(first.resolve(Provenance.FILE)).hasBinaryContent(provenance);
        assertThat(measures(second).epochs()).hasSize(3);
        Execution.of("series", "--again", runs).succeeds();
        assertThat(measures(first)).isEqualTo(measured);
    }

    @Test
    void a_damaged_run_is_named_before_another_is_measured() throws IOException {
        Files.delete(second.resolve(Provenance.FILE));

        Execution.of("series", runs).isRefused(second.toString(), "no usable provenance");

        assertThat(first.resolve(MeasureTable.FILE)).doesNotExist();
    }

    @Test
    void a_folder_without_runs_is_refused() throws IOException {
        Path empty = Files.createDirectory(runs.resolve("empty"));
        Execution.of("series", empty).isRefused(empty.toString(), "holds no run");
        Execution.of("series", runs.resolve("none")).isRefused("none", "no such run folder");
        Execution.of("series").isRefused("DIR");
    }

    private static MeasureTable measures(Path run) {
        return RecordedRun.open(run).measures().orElseThrow();
    }
}
