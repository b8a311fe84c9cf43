package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of recipes is a sweep: a folder for each run, several runs at once. */
class TrainSweepTest {
    private static final String TWO_RUNS = """
            - {like: tiny.yaml, name: little-decay, optimizer: {weight-decay: 0.1}}
            - {like: tiny.yaml, name: other-seeds, seeds: {split: 5, initialization: 6}}
            """;

    @TempDir
    Path folder;

    private Path list;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), Recipes.write(TinyRun.EXPERIMENT));
        list = folder.resolve("sweep.yaml");
        out = folder.resolve("runs");
    }

    @Test
    void each_run_has_a_folder_and_differs_from_the_recipe_it_is_like_where_the_list_says_so() throws IOException {
        Execution sweep = sweep(TWO_RUNS).succeeds();
        assertThat(sweep.out().lines()).hasSize(2);
        assertThat(sweep.err()).contains("training 2 runs", "to 40 in all");
        var decay = RecordedRun.open(out.resolve("little-decay")).experiment();
        assertThat(decay.optimizer().weightDecay()).isEqualTo(0.1);
        assertThat(decay.optimizer().lr())
                .isEqualTo(TinyRun.EXPERIMENT.optimizer().lr());
        assertThat(RecordedRun.open(out.resolve("other-seeds"))
                        .experiment()
                        .seeds()
                        .split())
                .isEqualTo(5);
    }

    @Test
    void runs_side_by_side_have_the_bits_of_runs_one_after_another() throws IOException {
        sweep(TWO_RUNS).succeeds();
        Path alone = folder.resolve("alone");
        Execution.of("train", "--recipe", list, "--device", "cpu", "--at-once", 1, "--out", alone)
                .succeeds();
        assertThat(lastWeights(alone.resolve("little-decay"))).isNotEqualTo(lastWeights(alone.resolve("other-seeds")));
        for (String run : new String[] {"little-decay", "other-seeds"}) {
            assertThat(lastWeights(out.resolve(run))).isEqualTo(lastWeights(alone.resolve(run)));
        }
    }

    @Test
    void a_list_is_trained_as_this_machines_processors_allow() throws IOException {
        Lanes expected = Lanes.of(Runtime.getRuntime().availableProcessors(), 2, Optional.empty(), Optional.empty());
        Files.writeString(list, TWO_RUNS);
        assertThat(Execution.of("train", "--recipe", list, "--device", "cpu", "--out", out)
                        .succeeds()
                        .err())
                .contains(expected.count() + " at once");
        assertThat(RecordedRun.open(out.resolve("little-decay")).provenance().threads())
                .isEqualTo(expected.threads());
    }

    @Test
    void a_run_that_fails_does_not_stop_the_others() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("held"), "a file where a folder should be");
        Execution sweep = sweep("- {like: tiny.yaml, name: held}\n- {like: tiny.yaml, name: free}\n");
        assertThat(sweep.exitCode()).isEqualTo(Failures.BAD_INPUT);
        assertThat(sweep.err()).contains("1 of 2 runs failed", "held");
        assertThat(RecordedRun.open(out.resolve("free")).epochs()).containsExactly(0, 10, 20);
    }

    @Test
    void a_stopped_sweep_continues_and_leaves_finished_runs_as_they_are() throws IOException {
        Path undisturbed = folder.resolve("undisturbed");
        Files.writeString(list, TWO_RUNS);
        Execution.of("train", "--recipe", list, "--device", "cpu", "--out", undisturbed)
                .succeeds();
        Files.writeString(list, TWO_RUNS.lines().findFirst().orElseThrow() + "\n");
        Execution.of("train", "--recipe", list, "--device", "cpu", "--out", out).succeeds();
        byte[] finished = Files.readAllBytes(out.resolve("little-decay/PROVENANCE.yaml"));
        Files.writeString(list, TWO_RUNS);
        Execution.of("train", "--recipe", list, "--device", "cpu", "--epochs", 20, "--threads", 2, "--out", out)
                .succeeds();
        assertThat(lastWeights(out.resolve("other-seeds"))).isEqualTo(lastWeights(undisturbed.resolve("other-seeds")));
        assertThat(out.resolve("little-decay/PROVENANCE.yaml")).hasBinaryContent(finished);
    }

    @Test
    void a_list_of_one_has_a_folder_for_its_run_too() throws IOException {
        sweep("- {like: tiny.yaml, name: alone}\n").succeeds();
        assertThat(RecordedRun.open(out.resolve("alone")).epochs()).containsExactly(0, 10, 20);
    }

    @Test
    void a_wrong_list_is_refused_by_file_and_item() throws IOException {
        refused(
                "- {like: tiny.yaml, name: a}\n- {like: tiny.yaml, name: a}\n",
                "item 2",
                "a second recipe called \"a\"");
        refused("- {like: tiny.yaml, name: a, dropout: 0.1}\n", "item 1", "\"dropout\" is not known");
        refused("- {like: tiny.yaml, name: a, task: {p: 8}}\n", "item 1", "task.p", "an odd prime");
        refused("- {like: nowhere.yaml, name: a}\n", "item 1", "nowhere.yaml");
        refused("- {like: tiny.yaml, name: a, optimizer: {momentum: 1}}\n", "item 1", "\"momentum\" is not known");
        refused("- {name: a}\n", "item 1", "task");
        refused("- tiny.yaml\n", "item 1", "not a recipe");
        refused("[]\n", "an empty list");
        assertThat(out).doesNotExist();
    }

    @Test
    void seeds_belong_in_the_list() throws IOException {
        Files.writeString(list, TWO_RUNS);
        Execution.of("train", "--recipe", list, "--seed", 1, "--out", out).isRefused("--seed", "a list");
        Execution.of("train", "--recipe", list, "--threads", 0, "--out", out).isRefused("--threads", "1 or more");
        Execution.of("train", "--recipe", list, "--at-once", 0, "--out", out).isRefused("--at-once", "1 or more");
        Execution.of("train", "--recipe", folder.resolve("tiny.yaml"), "--at-once", 2, "--out", out)
                .isRefused("--at-once", "not a list");
    }

    private Execution sweep(String content) throws IOException {
        Files.writeString(list, content);
        return Execution.of("train", "--recipe", list, "--device", "cpu", "--at-once", 2, "--out", out);
    }

    private void refused(String content, String... parts) throws IOException {
        sweep(content).isRefused(parts);
    }

    private static String lastWeights(Path run) {
        return Sha256.of(run.resolve("epoch-00020.safetensors"));
    }
}
