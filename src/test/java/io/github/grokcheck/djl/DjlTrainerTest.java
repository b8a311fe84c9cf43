package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.AdamW;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.config.Experiment.Seeds;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.LossCurve;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is never lost, and its bits depend on the recipe and the chunks alone. */
class DjlTrainerTest {
    private static final Progress SILENT = (epoch, epochs, loss) -> {};
    private static final Experiment TINY = new Experiment(
            "tiny",
            new Task(7, 0.6),
            new Architecture(8, 2, 4, 16),
            new AdamW(1e-3, 1, 0.9, 0.98, 1e-8, 10),
            new Schedule(60, 20),
            new Seeds(0, 0));

    @TempDir
    Path folder;

    @Test
    void an_interrupted_run_ends_in_the_bits_of_an_undisturbed_one() {
        train(TINY, folder.resolve("undisturbed"), SILENT);
        Path interrupted = folder.resolve("interrupted");
        for (int fatalEpoch : new int[] {5, 25, 47}) {
            assertThatThrownBy(() -> train(TINY, interrupted, dieAt(fatalEpoch)))
                    .hasMessage("killed");
        }
        train(TINY, interrupted, SILENT);
        assertThat(digests(interrupted)).isEqualTo(digests(folder.resolve("undisturbed")));
    }

    @Test
    void losses_past_the_last_checkpoint_are_computed_again() throws IOException {
        train(TINY, folder.resolve("undisturbed"), SILENT);
        Path killed = folder.resolve("killed");
        assertThatThrownBy(() -> train(TINY, killed, dieAt(47))).hasMessage("killed");
        Files.writeString(killed.resolve("losses.csv"), "40,1.5,\n41,1.", StandardOpenOption.APPEND);
        train(TINY, killed, SILENT);
        assertThat(digests(killed)).isEqualTo(digests(folder.resolve("undisturbed")));
    }

    @Test
    void a_run_left_by_a_version_that_wrote_the_whole_curve_goes_on() throws IOException {
        train(TINY, folder.resolve("undisturbed"), SILENT);
        Path killed = folder.resolve("killed");
        assertThatThrownBy(() -> train(TINY, killed, dieAt(47))).hasMessage("killed");
        try (OutputStream curve = new GZIPOutputStream(Files.newOutputStream(killed.resolve("losses.csv.gz")))) {
            Files.copy(killed.resolve("losses.csv"), curve);
        }
        Files.delete(killed.resolve("losses.csv"));
        train(TINY, killed, SILENT);
        assertThat(digests(killed)).isEqualTo(digests(folder.resolve("undisturbed")));
    }

    @Test
    void losses_that_are_missing_are_named() throws IOException {
        assertThatThrownBy(() -> train(TINY, folder, dieAt(47))).hasMessage("killed");
        Path log = folder.resolve("losses.csv");
        Files.write(log, Files.readAllLines(log).subList(0, 6));
        assertThatThrownBy(() -> train(TINY, folder, SILENT))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + ": has losses of 5 epochs before its checkpoint of epoch 40; delete the run"
                        + " folder and train again");
    }

    @Test
    void a_run_killed_while_it_finishes_is_finished_by_the_next_process() throws IOException {
        train(TINY, folder.resolve("undisturbed"), SILENT);
        train(TINY, folder.resolve("killed"), SILENT);
        Files.delete(folder.resolve("killed/PROVENANCE.yaml"));
        train(TINY, folder.resolve("killed"), SILENT);
        assertThat(digests(folder.resolve("killed"))).isEqualTo(digests(folder.resolve("undisturbed")));
        Files.delete(folder.resolve("killed/PROVENANCE.yaml"));
        try (InputStream curve =
                new GZIPInputStream(Files.newInputStream(folder.resolve("undisturbed/losses.csv.gz")))) {
            Files.copy(curve, folder.resolve("killed/losses.csv"));
        }
        train(TINY, folder.resolve("killed"), SILENT);
        assertThat(digests(folder.resolve("killed"))).isEqualTo(digests(folder.resolve("undisturbed")));
        assertThat(folder.resolve("killed/losses.csv")).doesNotExist();
        Files.delete(folder.resolve("killed/PROVENANCE.yaml"));
        Files.delete(folder.resolve("killed/losses.csv.gz"));
        assertThatThrownBy(() -> train(TINY, folder.resolve("killed"), SILENT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has losses of 0 epochs before its checkpoint of epoch 60");
    }

    @Test
    void a_longer_run_starts_with_the_bits_of_a_shorter_one() {
        train(TINY.withEpochs(40), folder.resolve("grown"), SILENT);
        train(TINY, folder.resolve("grown"), SILENT);
        train(TINY, folder.resolve("straight"), SILENT);
        assertThat(digests(folder.resolve("grown"))).isEqualTo(digests(folder.resolve("straight")));
    }

    @Test
    void threads_do_not_change_the_bits_but_another_order_of_summation_does() {
        new DjlTrainer(Device.cpu(), new Arithmetic(10, 1), ORIGIN, Clock.systemUTC())
                .train(TINY, folder.resolve("one"), SILENT);
        new DjlTrainer(Device.cpu(), new Arithmetic(10, 3), ORIGIN, Clock.systemUTC())
                .train(TINY, folder.resolve("three"), SILENT);
        new DjlTrainer(Device.cpu(), new Arithmetic(7, 1), ORIGIN, Clock.systemUTC())
                .train(TINY, folder.resolve("twin"), SILENT);
        assertThat(lastWeights("three")).isEqualTo(lastWeights("one")).isNotEqualTo(lastWeights("twin"));
    }

    @Test
    void keeps_a_checkpoint_per_interval_and_only_the_newest_optimizer_state() throws IOException {
        train(TINY, folder, SILENT);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "recipe.yaml",
                            "PROVENANCE.yaml",
                            "losses.csv.gz",
                            "run.lock",
                            "epoch-00000.safetensors",
                            "epoch-00020.safetensors",
                            "epoch-00040.safetensors",
                            "epoch-00060.safetensors",
                            "epoch-00060.optimizer.safetensors");
        }
        RecordedRun run = RecordedRun.open(folder);
        assertThat(run.epochs()).containsExactly(0, 20, 40, 60);
        assertThat(run.losses().points()).hasSize(61);
    }

    @Test
    void the_first_step_has_learning_rate_zero_so_the_first_two_losses_are_equal() {
        train(TINY, folder, SILENT);
        List<LossCurve.Point> points = RecordedRun.open(folder).losses().points();
        assertThat(points.get(1).train()).isEqualTo(points.get(0).train());
        assertThat(points.get(2).train()).isLessThan(points.get(1).train());
    }

    @Test
    void a_second_process_is_told_who_holds_the_folder() {
        try (RunFolder held = RunFolder.open(folder, TINY, 1)) {
            assertThatThrownBy(() -> train(TINY, held.path(), SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(
                            "held by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_folder_with_another_recipe_is_refused() {
        train(TINY.withEpochs(20), folder, SILENT);
        assertThatThrownBy(() -> train(TINY.withSeed(1), folder, SILENT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another recipe");
    }

    @Test
    void a_diverging_run_says_so_and_leaves_its_checkpoints() {
        Experiment diverging = new Experiment(
                "diverging",
                TINY.task(),
                TINY.architecture(),
                new AdamW(1, 100, 0.9, 0.98, 1e-8, 0),
                new Schedule(60, 5),
                TINY.seeds());
        assertThatThrownBy(() -> train(diverging, folder, SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching(".*training loss is (NaN|Infinity) at epoch .*");
        assertThat(Files.exists(folder.resolve("epoch-00000.safetensors"))).isTrue();
        assertThat(Files.exists(folder.resolve("epoch-00000.optimizer.safetensors"))
                        || Files.exists(folder.resolve("epoch-00005.optimizer.safetensors")))
                .isTrue();
    }

    @Test
    void a_recipe_whose_examples_do_not_fit_into_memory_is_refused_before_it_fills_it() {
        Experiment wide = new Experiment(
                "wide",
                new Task(1009, 1),
                new Architecture(8, 4, 2, 4096),
                TINY.optimizer(),
                TINY.schedule(),
                TINY.seeds());
        assertThatThrownBy(() -> train(wide, folder, SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("1018081 pairs", "MiB", "-Xmx");
    }

    @Test
    void a_device_that_goes_away_is_named_and_costs_no_checkpoint() {
        Progress deviceLost = (epoch, epochs, loss) -> {
            if (epoch == 25) {
                throw new EngineException("CUDA error: unspecified launch failure\nat frame 0");
            }
        };
        assertThatThrownBy(() -> train(TINY, folder, deviceLost))
                .isInstanceOf(TrainingException.class)
                .hasMessage(folder + ": PyTorch failed (CUDA error: unspecified launch failure); the checkpoints are"
                        + " intact, the same command continues from the last one");
        train(TINY, folder, SILENT);
        train(TINY, folder.resolve("undisturbed"), SILENT);
        assertThat(digests(folder)).isEqualTo(digests(folder.resolve("undisturbed")));
    }

    private static final Origin ORIGIN = new Origin("test", "test");

    private static void train(Experiment experiment, Path folder, Progress progress) {
        new DjlTrainer(Device.cpu(), new Arithmetic(10, 2), ORIGIN, Clock.systemUTC())
                .train(experiment, folder, progress);
    }

    private static Progress dieAt(int fatalEpoch) {
        return (epoch, epochs, loss) -> {
            if (epoch == fatalEpoch) {
                throw new IllegalStateException("killed");
            }
        };
    }

    private String lastWeights(String run) {
        return Sha256.of(folder.resolve(run).resolve("epoch-00060.safetensors"));
    }

    private static Object digests(Path run) {
        return RecordedRun.open(run).provenance().sha256();
    }
}
