package io.github.grokcheck.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on a real cluster of a master and two workers on this machine, of which one is killed. */
@Timeout(240)
class SparkSweepTest {
    private static final int RUNS = 8;
    private static final int EPOCHS = 1600;
    private static final int SAVE_EVERY = 50;

    @TempDir
    Path folder;

    @Test
    void a_worker_that_is_killed_costs_no_run_and_changes_no_bit() throws Exception {
        Path list = writeRecipes(EPOCHS);
        Path alone = folder.resolve("alone");
        Path shared = folder.resolve("shared");
        assertThat(Program.start(folder, "alone.log", "sweep", list, "--device", "cpu", "--out", alone)
                        .waitFor())
                .as("the same sweep without a cluster; see %s", folder.resolve("alone.log"))
                .isZero();

        Path hit;
        FileTime firstCheckpoint;
        try (StandaloneCluster cluster = StandaloneCluster.start(folder)) {
            Process sweep = Program.start(folder, "sweep.log", sparkSweep(list, shared, cluster.master()));
            try {
                hit = await(sweep, () -> halfTrainedBy(cluster.processesOfWorker(0), shared));
                cluster.killWorker(0);
                assertThat(hit.resolve("PROVENANCE.yaml"))
                        .as("the run is cut short")
                        .doesNotExist();
                firstCheckpoint = Files.getLastModifiedTime(checkpoint(hit, SAVE_EVERY));
                assertThat(sweep.waitFor())
                        .as(Files.readString(folder.resolve("sweep.log")))
                        .isZero();
            } finally {
                sweep.destroyForcibly();
            }
        }

        String log = Files.readString(folder.resolve("sweep.log"));
        assertThat(names(shared)).isEqualTo(names(alone)).hasSize(RUNS);
        assertThat(names(shared)).allSatisfy(name -> {
            assertThat(log.lines().filter(line -> line.contains(name + " trained to epoch " + EPOCHS)))
                    .as("%s is reported once", name)
                    .hasSize(1);
            assertThat(digests(shared.resolve(name))).isEqualTo(digests(alone.resolve(name)));
        });
        assertThat(Files.getLastModifiedTime(checkpoint(hit, SAVE_EVERY)))
                .as("the run that was hit was continued, not begun again")
                .isEqualTo(firstCheckpoint);
    }

    @Test
    void a_cluster_that_is_not_there_and_a_run_that_cannot_be_trained_are_told_in_a_line() throws Exception {
        Path list = writeRecipes(SAVE_EVERY);
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(out.resolve("run-3"), "a file where a folder should be");

        Process sweep = Program.start(folder, "held.log", sparkSweep(list, out, "local[2]"));
        assertThat(sweep.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("held.log")).lines().filter(line -> line.startsWith("grokcheck: ")))
                .singleElement()
                .asString()
                .contains("1 of 8 runs failed", "run-3: cannot be used as a run folder", "given up");
        assertThat(out.resolve("run-4/PROVENANCE.yaml")).exists();

        Process nowhere = Program.start(folder, "nowhere.log", sparkSweep(list, out, "sparks://here"));
        assertThat(nowhere.waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("nowhere.log")))
                .contains("grokcheck: --master sparks://here: no Spark cluster");
    }

    private static Object[] sparkSweep(Path list, Path out, String master) {
        return Stream.of(
                        "sweep --engine spark --device cpu --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1"
                                .split(" "),
                        new Object[] {"--master", master, "--out", out, list})
                .flatMap(Stream::of)
                .toArray();
    }

    private Path writeRecipes(int epochs) throws IOException {
        String base = """
                name: base
                task: {p: 7, train-fraction: 0.5}
                architecture: {d_model: 8, n_heads: 2, d_head: 4, d_mlp: 16}
                optimizer: {lr: 0.001, weight-decay: 1.0, beta1: 0.9, beta2: 0.98, eps: 1.0e-8, warmup-steps: 10}
                schedule: {epochs: %d, save-every: %d}
                seeds: {split: 0, initialization: 0}
                """.formatted(epochs, SAVE_EVERY);
        Files.writeString(folder.resolve("base.yaml"), base);
        List<String> items = IntStream.range(0, RUNS)
                .mapToObj(i ->
                        "- {like: base.yaml, name: run-%d, seeds: {split: %d, initialization: %d}}".formatted(i, i, i))
                .toList();
        return Files.write(folder.resolve("list.yaml"), items);
    }

    /** A run that one of these processes holds and has trained for a while, but not to its end. */
    private static Optional<Path> halfTrainedBy(List<Long> processes, Path shared) {
        return IntStream.range(0, RUNS)
                .mapToObj(i -> shared.resolve("run-" + i))
                .filter(run -> processes.stream().anyMatch(pid -> holder(run).equals("process " + pid)))
                .filter(run -> RunFolder.reachedEpoch(run) >= 2 * SAVE_EVERY)
                .filter(run -> RunFolder.reachedEpoch(run) <= EPOCHS / 2)
                .findFirst();
    }

    private static String holder(Path run) {
        try {
            Path lock = run.resolve("run.lock");
            return Files.exists(lock) ? Files.readString(lock) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path await(Process sweep, Supplier<Optional<Path>> condition) throws InterruptedException {
        Optional<Path> found = condition.get();
        while (found.isEmpty()) {
            assertThat(sweep.isAlive()).as("the sweep goes on").isTrue();
            Thread.sleep(Duration.ofMillis(20).toMillis());
            found = condition.get();
        }
        return found.get();
    }

    private static List<String> names(Path runs) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(run -> run.getFileName().toString()).sorted().toList();
        }
    }

    private static Path checkpoint(Path run, int epoch) {
        return run.resolve("epoch-%05d.safetensors".formatted(epoch));
    }

    /** Of everything but the provenance, which names the time it took. */
    private static Map<String, String> digests(Path run) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(run)) {
            files.filter(file -> file.toString().endsWith(".safetensors") || file.endsWith(RunFolder.LOSSES))
                    .filter(file -> !file.toString().contains("optimizer"))
                    .forEach(file -> digests.put(file.getFileName().toString(), Sha256.of(file)));
        }
        assertThat(digests).hasSize(EPOCHS / SAVE_EVERY + 2);
        return digests;
    }
}
