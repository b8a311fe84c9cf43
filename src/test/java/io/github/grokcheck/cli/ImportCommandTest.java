package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.checkpoint.ForeignFiles;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive as the authors keep their mainline run in: a list of state dictionaries, their epochs, and the losses. */
class ImportCommandTest {
    @TempDir
    Path folder;

    private Path recipe;
    private Path out;

    @BeforeEach
    void write() {
        recipe = TinyRun.in(folder.resolve("tiny")).resolve("recipe.yaml");
        out = folder.resolve("imported");
    }

    @Test
    void an_archive_becomes_a_run_that_is_measured_like_any_other() {
        Path archive = ForeignFiles.runArchive(
                folder.resolve("full_run_data.pth"),
                List.of(TinyRun.weights(1), TinyRun.weights(2), TinyRun.weights(3)),
                new double[] {0, 100, 200},
                new double[] {2, 1, 0.5});
        assertThat(Execution.of("import", archive, "--recipe", recipe, "--out", out)
                        .succeeds()
                        .out())
                .contains("3 checkpoints, epochs 0 to 200, 3 losses");
        RecordedRun run = RecordedRun.open(out);
        assertThat(run.epochs()).containsExactly(0, 100, 200);
        assertThat(run.checkpoint(100).weights().get(WeightName.W_IN).toArray())
                .isEqualTo(TinyRun.weights(2).get(WeightName.W_IN).toArray());
        assertThat(run.losses().points().get(2).train()).isEqualTo(0.5);
        assertThat(run.provenance().command()).isEqualTo("grokcheck import full_run_data.pth --recipe tiny");
        Execution.of("series", out).succeeds();
        assertThat(RecordedRun.open(out).measures()).isPresent();
    }

    @Test
    void a_recipe_of_another_size_is_refused_and_nothing_is_left() {
        Path archive = archive(new double[] {0, 100});
        Execution.of("import", archive, "--recipe", "mainline", "--out", out)
                .isRefused("state_dicts[0]", "p = 7", "p = 113", "--recipe");
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("imported.part")).doesNotExist();
    }

    @Test
    void an_archive_that_does_not_say_its_epochs_is_refused() {
        for (double[] epochs : List.of(new double[] {0}, new double[] {100, 0}, new double[] {-100, 0})) {
            Execution.of("import", archive(epochs), "--recipe", recipe, "--out", out)
                    .isRefused("archive.pth", "2 models", "\"epochs\"", "--every");
        }
    }

    @Test
    void epochs_that_an_archive_does_not_say_may_be_given() {
        Path archive = archive(new double[] {0});
        Execution.of("import", archive, "--recipe", recipe, "--out", out, "--every", "50")
                .succeeds();
        assertThat(RecordedRun.open(out).epochs()).containsExactly(0, 50);
        Execution.of("import", archive, "--recipe", recipe, "--out", out, "--every", "0")
                .isRefused("--every is 0");
    }

    @Test
    void a_file_with_one_model_is_no_archive() {
        Path single = ForeignFiles.torch(folder.resolve("one.pt"), ForeignFiles.authors(TinyRun.weights(1)));
        Execution.of("import", single, "--recipe", recipe, "--out", out)
                .isRefused("one.pt", "no list of models", "verify --model");
    }

    @Test
    void a_folder_that_is_there_is_left_alone() {
        Execution.of("import", archive(new double[] {0, 1}), "--recipe", recipe, "--out", folder.resolve("tiny"))
                .isRefused("tiny", "exists already");
    }

    private Path archive(double[] epochs) {
        return ForeignFiles.runArchive(
                folder.resolve("archive.pth"), List.of(TinyRun.weights(1), TinyRun.weights(2)), epochs, new double[] {
                    2, 1
                });
    }
}
