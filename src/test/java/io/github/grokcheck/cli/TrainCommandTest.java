package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.trajectory.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    Path folder;

    private Path recipe;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        recipe = folder.resolve("tiny.yaml");
        out = folder.resolve("run");
        Files.writeString(recipe, Recipes.write(TinyRun.EXPERIMENT));
    }

    @Test
    void a_run_is_trained_and_summed_up_in_a_line() {
        Execution train = Execution.of("train", "--recipe", recipe, "--seed", 3, "--device", "cpu", "--out", out)
                .succeeds();
        assertThat(train.out().lines()).hasSize(1);
        assertThat(train.out()).contains("tiny-seed3 trained to epoch 20", "training loss", "test loss");
        assertThat(train.err()).contains("training tiny-seed3 from epoch 0 to 20");
        assertThat(RecordedRun.open(out).epochs()).containsExactly(0, 10, 20);
    }

    @Test
    void the_provenance_keeps_the_command_without_folders_of_this_machine() {
        Execution.of("train", "--recipe", recipe, "--epochs", 10, "--threads", 1, "--device", "cpu", "--out", out)
                .succeeds();
        assertThat(RecordedRun.open(out).provenance().command())
                .isEqualTo("grokcheck train --recipe tiny.yaml --epochs 10 --device cpu --threads 1 --chunk-size 960");
    }

    @Test
    void a_longer_run_continues_and_says_from_where() {
        Execution.of("train", "--recipe", recipe, "--device", "cpu", "--out", out)
                .succeeds();
        Execution more = Execution.of("train", "--recipe", recipe, "--epochs", 30, "--device", "cpu", "--out", out);
        assertThat(more.succeeds().err()).contains("continuing tiny from epoch 20 to 30");
    }

    @Test
    void fewer_epochs_than_the_folder_holds_are_refused() {
        TinyRun.in(out);
        Execution.of("train", "--recipe", recipe, "--epochs", 10, "--device", "cpu", "--out", out)
                .isRefused("epoch 20 already", "10 asked for", "--out");
        assertThat(RecordedRun.open(out).experiment().schedule().epochs()).isEqualTo(20);
    }

    @Test
    void an_unknown_recipe_is_refused() {
        Execution.of("train", "--recipe", "mainlin", "--out", out).isRefused("mainlin", "[mainline]");
        assertThat(out).doesNotExist();
    }

    @Test
    void an_unknown_key_is_refused_with_file_and_line() throws IOException {
        Files.writeString(recipe, "dropout: 0.1\n", java.nio.file.StandardOpenOption.APPEND);
        Execution.of("train", "--recipe", recipe, "--out", out).isRefused("tiny.yaml:", "\"dropout\" is not known");
        assertThat(out).doesNotExist();
    }

    @Test
    void values_out_of_range_are_refused_with_what_is_allowed() {
        Execution.of("train", "--recipe", recipe, "--seed", "2147483648", "--out", out)
                .isRefused("--seed", "2147483648", "0 to 2147483647");
        Execution.of("train", "--recipe", recipe, "--seed", "-1", "--out", out).isRefused("--seed", "-1");
        Execution.of("train", "--recipe", recipe, "--epochs", "-1", "--out", out)
                .isRefused("--epochs", "0 to 10000000");
        Execution.of("train", "--recipe", recipe, "--threads", "0", "--out", out)
                .isRefused("--threads", "1 or more");
        Execution.of("train", "--recipe", recipe, "--chunk-size", "0", "--out", out)
                .isRefused("--chunk-size", "1 or more");
        Execution.of("train", "--recipe", recipe, "--device", "tpu", "--out", out)
                .isRefused("--device", "tpu");
        assertThat(out).doesNotExist();
    }
}
