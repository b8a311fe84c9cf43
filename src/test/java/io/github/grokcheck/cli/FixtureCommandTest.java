package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureCommandTest {
    @TempDir
    Path folder;

    private Path run;
    private Path fixture;

    @BeforeEach
    void record() {
        run = TinyRun.in(folder.resolve("run"));
        fixture = folder.resolve("fixtures/tiny");
    }

    @Test
    void losses_may_be_kept_without_any_checkpoint() throws IOException {
        Execution.of("fixture", run, "--keep", "none", "--out", fixture).succeeds();
        RecordedRun copy = RecordedRun.open(fixture);
        assertThat(copy.epochs()).isEmpty();
        assertThat(copy.losses().points()).hasSize(2);
        assertThat(names(fixture)).containsExactly("PROVENANCE.yaml", "losses.csv.gz", "recipe.yaml");
    }

    @Test
    void the_copy_is_a_run_with_exactly_the_chosen_checkpoints() throws IOException {
        Execution.of("fixture", run, "--keep", "0,last", "--out", fixture).succeeds();
        RecordedRun copy = RecordedRun.open(fixture);
        assertThat(copy.epochs()).containsExactly(0, 20);
        assertThat(copy.losses().points()).hasSize(2);
        assertThat(copy.last().weights().p()).isEqualTo(TinyRun.P);
        assertThat(names(fixture))
                .containsExactly(
                        "PROVENANCE.yaml",
                        "epoch-00000.safetensors",
                        "epoch-00020.safetensors",
                        "losses.csv.gz",
                        "recipe.yaml");
        assertThat(copy.provenance().sha256().keySet())
                .containsExactlyElementsOf(names(fixture).subList(1, 5));
    }

    @Test
    void an_epoch_that_is_not_kept_is_refused_and_nothing_is_written() {
        Execution.of("fixture", run, "--keep", "0,15", "--out", fixture)
                .isRefused("no checkpoint of epoch 15", "0 to 20");
        assertThat(folder.resolve("fixtures")).doesNotExist();
    }

    @Test
    void a_word_that_is_no_epoch_is_refused() {
        Execution.of("fixture", run, "--keep", "0,final", "--out", fixture).isRefused("--keep", "\"final\"", "last");
    }

    @Test
    void an_existing_folder_is_left_alone() throws IOException {
        Files.createDirectories(fixture);
        Execution.of("fixture", run, "--keep", "0", "--out", fixture).isRefused("tiny", "exists already", "--out");
        assertThat(fixture).isEmptyDirectory();
    }

    @Test
    void a_changed_byte_is_noticed_and_nothing_is_written() throws IOException {
        Path checkpoint = run.resolve("epoch-00010.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length - 1] ^= 1;
        Files.write(checkpoint, bytes);
        Execution.of("fixture", run, "--keep", "0,10", "--out", fixture)
                .isRefused("epoch-00010.safetensors", "SHA-256", "regenerate");
        assertThat(names(folder)).containsExactly("fixtures", "run");
        assertThat(names(folder.resolve("fixtures"))).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
