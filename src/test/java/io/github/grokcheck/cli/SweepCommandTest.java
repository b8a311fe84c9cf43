package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.sweep.Cluster;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepCommandTest {
    private static final String LIST = """
            - {like: tiny.yaml, name: base}
            - {like: tiny.yaml, name: little-decay, optimizer: {weight-decay: 0.1}, schedule: {epochs: 30}}
            - {like: tiny.yaml, name: other-seeds, seeds: {split: 5, initialization: 6}, task: {train-fraction: 0.7}}
            """;

    @TempDir
    Path folder;

    private Path list;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), Recipes.write(TinyRun.EXPERIMENT));
        list = Files.writeString(folder.resolve("sweep.yaml"), LIST);
        out = folder.resolve("runs");
    }

    @Test
    void a_list_shows_names_seeds_epochs_and_what_differs_and_trains_nothing() {
        Execution listed = Execution.of("sweep", list, "--list", "--out", out).succeeds();

        assertThat(listed.out().lines())
                .containsExactly(
                        "name          seed     epochs  differs from base in",
                        "base          0        20",
                        "little-decay  0        30      optimizer.weight-decay 0.1",
                        "other-seeds   5 and 6  20      task.train-fraction 0.7");
        assertThat(out).doesNotExist();
    }

    @Test
    void a_share_is_listed_beside_the_first_recipe_of_the_whole_list() {
        List<String> shares = Stream.of("0/2", "1/2")
                .flatMap(shard -> Execution.of("sweep", list, "--list", "--shard", shard)
                        .succeeds()
                        .out()
                        .lines())
                .toList();

        assertThat(shares)
                .filteredOn(line -> line.contains("differs from base"))
                .hasSize(2);
        assertThat(shares).filteredOn(line -> !line.contains("differs")).hasSize(3);
    }

    @Test
    void shares_trained_apart_are_the_runs_of_train_bit_by_bit() throws IOException {
        Path whole = folder.resolve("whole");
        Execution.of("train", "--recipe", list, "--device", "cpu", "--out", whole)
                .succeeds();

        Execution first = sweep("--shard", "0/2").succeeds();
        Set<String> firstRuns = names(out);
        Execution second = sweep("--shard", "1/2").succeeds();

        assertThat(firstRuns).isNotEmpty().hasSizeLessThan(3);
        assertThat(names(out)).containsExactly("base", "little-decay", "other-seeds");
        assertThat(first.out() + second.out()).hasLineCount(3);
        for (String run : names(out)) {
            assertThat(weights(out.resolve(run))).isEqualTo(weights(whole.resolve(run)));
        }
    }

    @Test
    void the_provenance_keeps_the_command_without_share_or_folders() {
        sweep("--shard", "0/3").succeeds();
        String run = names(out).iterator().next();
        assertThat(RecordedRun.open(out.resolve(run)).provenance().command())
                .isEqualTo("grokcheck sweep sweep.yaml --device cpu --chunk-size 960");
    }

    @Test
    void a_share_of_nothing_is_no_mistake() {
        assertThat(sweep("--shard", "7/8").succeeds().out()).contains("shard 7/8", "nothing to train");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3/3", "a/b", "-1/2", "1"})
    void a_wrong_share_is_refused(String shard) {
        sweep("--shard=" + shard).isRefused("--shard", shard);
        assertThat(out).doesNotExist();
    }

    @Test
    void what_is_no_list_is_refused() {
        Execution.of("sweep", folder.resolve("tiny.yaml"), "--out", out)
                .isRefused("tiny.yaml", "one recipe", "`grokcheck train`");
        Execution.of("sweep", "mainline", "--out", out).isRefused("mainline", "one recipe");
        Execution.of("sweep", folder.resolve("nowhere.yaml"), "--out", out).isRefused("nowhere.yaml");
        Execution.of("sweep", list).isRefused("--out");
    }

    @Test
    void a_cluster_is_asked_for_as_a_whole() {
        sweep("--master", "spark://localhost:7077").isRefused("--master", "--engine spark");
        sweep("--list", "--master", "spark://localhost:7077").isRefused("--master", "--engine spark");
        sweep("--conf", "spark.task.cpus=2").isRefused("--conf", "--engine spark");
        String lacking = Cluster.named("spark").isPresent() ? "--master" : "this build has no Spark; build with";
        sweep("--engine", "spark").isRefused("--engine spark", lacking);
        sweep("--engine", "hadoop").isRefused("--engine", "hadoop");
        assertThat(out).doesNotExist();
    }

    private Execution sweep(Object... more) {
        Object[] first = {"sweep", list, "--device", "cpu", "--out", out};
        return Execution.of(Stream.of(first, more).flatMap(Stream::of).toArray());
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.map(run -> run.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String weights(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.getFileName().toString().matches("epoch-\\d+\\.safetensors"))
                    .sorted()
                    .map(file -> file.getFileName() + " " + Sha256.of(file))
                    .collect(Collectors.joining("\n"));
        }
    }
}
