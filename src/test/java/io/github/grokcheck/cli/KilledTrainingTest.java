package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user starts it, killed without warning. */
class KilledTrainingTest {
    private static final int EPOCHS = 600;
    private static final Pattern CONTINUING = Pattern.compile("continuing killed from epoch (\\d+)");
    private static final Experiment RECIPE = new Experiment(
            "killed",
            TinyRun.EXPERIMENT.task(),
            TinyRun.EXPERIMENT.architecture(),
            TinyRun.EXPERIMENT.optimizer(),
            new Schedule(EPOCHS, 20),
            TinyRun.EXPERIMENT.seeds());

    @TempDir
    Path folder;

    private Path recipe;

    @BeforeEach
    void write() throws IOException {
        recipe = folder.resolve("killed.yaml");
        Files.writeString(recipe, Recipes.write(RECIPE));
    }

    @Test
    void three_kills_leave_the_bits_of_an_undisturbed_run() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(start(undisturbed).waitFor()).isZero();
        Path killed = folder.resolve("killed");
        for (int epoch : new int[] {40, 80, 120}) {
            Process training = start(killed);
            try {
                awaitCheckpoint(training, killed, epoch);
            } finally {
                training.destroyForcibly().waitFor();
            }
            assertThat(last(killed)).as("the run is cut short").doesNotExist();
        }
        assertThat(start(killed).waitFor()).isZero();
        assertThat(continuedFrom()).hasSize(3).isSorted().allMatch(epoch -> epoch >= 40);
        assertThat(Sha256.of(last(killed))).isEqualTo(Sha256.of(last(undisturbed)));
        assertThat(killed.resolve("losses.csv.gz")).hasSameBinaryContentAs(undisturbed.resolve("losses.csv.gz"));
    }

    private List<Integer> continuedFrom() throws IOException {
        return CONTINUING
                .matcher(Files.readString(folder.resolve("log")))
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    private static Path last(Path run) {
        return run.resolve("epoch-00600.safetensors");
    }

    private Process start(Path out) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.github.grokcheck.cli.Main",
                        "train",
                        "--recipe",
                        recipe.toString(),
                        "--device",
                        "cpu",
                        "--threads",
                        "1",
                        "--out",
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static void awaitCheckpoint(Process training, Path run, int epoch) throws InterruptedException {
        Path file = run.resolve(String.format("epoch-%05d.safetensors", epoch));
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!Files.exists(file)) {
            assertThat(training.isAlive()).as("the training goes on").isTrue();
            assertThat(System.nanoTime()).as("two minutes without %s", file).isLessThan(deadline);
            Thread.sleep(1);
        }
    }
}
