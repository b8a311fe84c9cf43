package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.engine.EngineException;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.AdamW;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.config.Experiment.Seeds;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.training.Progress;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.LossCurve.Point;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolder;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a batch are the runs that they would be alone, but for rounding, and none can harm another. */
class BatchedTrainerTest {
    private static final Progress SILENT = (epoch, epochs, loss) -> {};
    private static final Origin ORIGIN = new Origin("test", "test");
    private static final int CHUNK = 25;

    /** Of a loss, in percent, set before it was first measured: 300 steps in float32 that round differently. */
    private static final double PERCENT = 0.1;

    private static final Experiment A = recipe("a", 0.6, 1, 60);
    private static final Experiment B = recipe("b", 0.4, 0.1, 60).withSeed(5);
    private static final Experiment C = recipe("c", 0.9, 0, 60).withSeed(6);

    @TempDir
    Path folder;

    @Test
    void each_run_follows_the_trainer_of_single_runs() {
        List<Experiment> long_ =
                Stream.of(A, B, C).map(run -> run.withEpochs(300)).toList();
        trainAll("batch", 3, long_);
        for (Experiment run : long_) {
            trainAlone(run);
            List<Point> expected = losses("single", run);
            List<Point> actual = losses("batch", run);
            assertThat(actual).hasSameSizeAs(expected);
            assertThat(expected.get(0).train())
                    .isGreaterThan(1.2 * expected.get(300).train());
            for (int epoch = 0; epoch <= 300; epoch++) {
                assertThat(actual.get(epoch).epoch()).isEqualTo(epoch);
                assertThat(actual.get(epoch).train())
                        .as(run.name() + " at epoch " + epoch)
                        .isCloseTo(expected.get(epoch).train(), withinPercentage(PERCENT));
                assertThat(actual.get(epoch).hasTest())
                        .isEqualTo(expected.get(epoch).hasTest());
                if (expected.get(epoch).hasTest()) {
                    assertThat(actual.get(epoch).test())
                            .isCloseTo(expected.get(epoch).test(), withinPercentage(PERCENT));
                }
            }
        }
    }

    @Test
    void a_run_has_the_files_of_a_single_run_and_its_provenance_says_that_it_was_batched() {
        trainAll("batch", 3, List.of(A, B, C));
        trainAlone(A);
        assertThat(fileNames("batch", A)).isEqualTo(fileNames("single", A));
        RecordedRun run = RecordedRun.open(folder.resolve("batch").resolve("a"));
        assertThat(run.epochs()).containsExactly(0, 20, 40, 60);
        assertThat(run.losses().points()).hasSize(61);
        assertThat(run.provenance().engine()).startsWith("PyTorch").endsWith("batched, R = 3");
        assertThat(run.provenance().chunks()).isEqualTo(2);
    }

    @Test
    void a_killed_batch_ends_in_the_bits_of_an_undisturbed_one() {
        List<Experiment> unlike = List.of(A, B.withEpochs(30), C);
        trainAll("undisturbed", 3, unlike);
        for (int fatalEpoch : new int[] {5, 25, 47}) {
            assertThatThrownBy(() -> train("killed", 3, unlike, dieAt(fatalEpoch)))
                    .hasMessage("killed");
        }
        trainAll("killed", 3, unlike);
        assertThat(digests("killed")).isEqualTo(digests("undisturbed"));
    }

    /** Also with fewer rows than runs, where a run waits for another one's row. */
    @Test
    void runs_at_different_epochs_go_on_together() throws IOException {
        List<Experiment> list = List.of(A, B.withEpochs(40), C);
        trainAll("undisturbed", 2, list);
        assertThatThrownBy(() -> train("behind", 2, list, dieAt(47))).hasMessage("killed");
        assertThat(RunFolder.reachedEpoch(folder.resolve("behind/a"))).isEqualTo(40);
        delete(folder.resolve("behind/c-seed6"));
        trainAll("behind", 2, list);
        assertThat(digests("behind")).isEqualTo(digests("undisturbed"));
    }

    @Test
    void a_runs_bits_do_not_depend_on_what_the_other_rows_hold() {
        trainAll("one", 3, List.of(A, B, C));
        trainAll("other", 3, List.of(A, C.withSeed(8), B.withSeed(9)));
        assertThat(digest("other", "a")).isEqualTo(digest("one", "a"));
        trainAll(
                "emptier",
                3,
                List.of(A, C.withSeed(8).withEpochs(5), B.withSeed(9).withEpochs(33)));
        assertThat(digest("emptier", "a")).isEqualTo(digest("one", "a"));
    }

    @Test
    void a_run_that_diverges_stops_alone() {
        trainAll("calm", 3, List.of(A, B, C));
        Experiment diverging = new Experiment(
                "diverging",
                B.task(),
                B.architecture(),
                new AdamW(1, 100, 0.9, 0.98, 1e-8, 0),
                new Schedule(60, 5),
                B.seeds());
        Map<SweepRun, Throwable> failures = train("batch", 3, List.of(A, diverging, C), SILENT);
        assertThat(failures).hasSize(1);
        failures.forEach((run, failure) -> {
            assertThat(run.experiment()).isEqualTo(diverging);
            assertThat(failure)
                    .isInstanceOf(TrainingException.class)
                    .hasMessageMatching(".*diverging: the training loss is (NaN|Infinity) at epoch .*");
        });
        assertThat(folder.resolve("batch/diverging/epoch-00000.safetensors")).exists();
        assertThat(folder.resolve("batch/diverging/PROVENANCE.yaml")).doesNotExist();
        for (Experiment run : List.of(A, C)) {
            assertThat(digest("batch", run.name())).isEqualTo(digest("calm", run.name()));
        }
    }

    @Test
    void runs_of_other_sizes_and_schedules_are_trained_too() {
        Experiment wide = new Experiment(
                "wide", A.task(), new Architecture(12, 3, 4, 10), A.optimizer(), new Schedule(8, 3), A.seeds());
        Experiment none = A.withSeed(1).withEpochs(0);
        Experiment everything = recipe("everything", 1, 1, 7);
        trainAll("batch", 2, List.of(A, wide, everything, B, none));
        assertThat(RecordedRun.open(folder.resolve("batch/wide")).epochs()).containsExactly(0, 3, 6, 8);
        assertThat(losses("batch", wide)).hasSize(9);
        assertThat(losses("batch", none)).hasSize(1);
        assertThat(losses("batch", everything)).hasSize(8).noneMatch(Point::hasTest);
        assertThat(losses("batch", B)).hasSize(61);
    }

    @Test
    void a_folder_that_is_held_costs_its_own_run_alone_and_a_finished_run_is_left_as_it_is() throws IOException {
        trainAll("batch", 2, List.of(A, C));
        Path finished = folder.resolve("batch/a/PROVENANCE.yaml");
        Files.setLastModifiedTime(finished, FileTime.fromMillis(0));
        try (RunFolder held = RunFolder.open(folder.resolve("batch").resolve(B.name()), B, 1)) {
            Map<SweepRun, Throwable> failures = train("batch", 2, List.of(A, B, C.withEpochs(70)), SILENT);
            assertThat(failures.keySet()).extracting(SweepRun::folder).containsExactly(held.path());
            assertThat(failures.values())
                    .hasOnlyElementsOfType(InputException.class)
                    .extracting(Throwable::getMessage)
                    .allMatch(message -> message.contains("held by process"));
        }
        assertThat(Files.getLastModifiedTime(finished).toMillis()).isZero();
        assertThat(losses("batch", C)).hasSize(71);
        trainAll("batch", 2, List.of(B));
    }

    @Test
    void a_folder_with_an_unusable_recipe_costs_its_own_run_alone() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("batch").resolve(B.name()));
        Files.writeString(broken.resolve("recipe.yaml"), "name: nonsense");
        Map<SweepRun, Throwable> failures = train("batch", 2, List.of(A, B), SILENT);
        assertThat(failures.values())
                .hasOnlyElementsOfType(RecipeException.class)
                .extracting(Throwable::getMessage)
                .allMatch(message -> message.contains("recipe.yaml"));
        assertThat(losses("batch", A)).hasSize(61);
    }

    @Test
    void a_device_that_goes_away_is_named_for_every_run_and_costs_no_checkpoint() {
        List<Experiment> list = List.of(A, B, C);
        Progress deviceLost = (epoch, epochs, loss) -> {
            if (epoch == 25) {
                throw new EngineException("CUDA error: unspecified launch failure\nat frame 0");
            }
        };
        Map<SweepRun, Throwable> failures = train("lost", 2, list, deviceLost);
        assertThat(failures.keySet()).extracting(SweepRun::experiment).containsExactlyElementsOf(list);
        failures.forEach((run, failure) -> assertThat(failure)
                .isInstanceOf(TrainingException.class)
                .hasMessage(run.folder() + ": PyTorch failed (CUDA error: unspecified launch failure); the checkpoints"
                        + " are intact, the same command continues from the last one"));
        trainAll("lost", 2, list);
        trainAll("undisturbed", 2, list);
        assertThat(digests("lost")).isEqualTo(digests("undisturbed"));
    }

    private static Experiment recipe(String name, double fraction, double decay, int epochs) {
        return new Experiment(
                name,
                new Task(7, fraction),
                new Architecture(8, 2, 4, 16),
                new AdamW(1e-3, decay, 0.9, 0.98, 1e-8, 10),
                new Schedule(epochs, 20),
                new Seeds(0, 0));
    }

    private void trainAll(String batch, int rows, List<Experiment> recipes) {
        assertThat(train(batch, rows, recipes, SILENT)).isEmpty();
    }

    private Map<SweepRun, Throwable> train(String batch, int rows, List<Experiment> recipes, Progress progress) {
        List<SweepRun> runs = recipes.stream()
                .map(recipe -> new SweepRun(recipe, folder.resolve(batch).resolve(recipe.name())))
                .toList();
        return new BatchedTrainer(DeviceChoice.CPU, CHUNK, ORIGIN, Clock.systemUTC())
                .train(runs, rows, run -> progress);
    }

    private void trainAlone(Experiment run) {
        new DjlTrainer(Libtorch.device(DeviceChoice.CPU, 0), new Arithmetic(CHUNK, 1), ORIGIN, Clock.systemUTC())
                .train(run, folder.resolve("single").resolve(run.name()), SILENT);
    }

    private static Progress dieAt(int fatalEpoch) {
        return (epoch, epochs, loss) -> {
            if (epoch == fatalEpoch) {
                throw new IllegalStateException("killed");
            }
        };
    }

    private List<Point> losses(String batch, Experiment run) {
        return RecordedRun.open(folder.resolve(batch).resolve(run.name()))
                .losses()
                .points();
    }

    private Set<String> fileNames(String batch, Experiment run) {
        return Arrays.stream(folder.resolve(batch).resolve(run.name()).toFile().list())
                .collect(Collectors.toSet());
    }

    private String digest(String batch, String run) {
        return Sha256.of(folder.resolve(batch).resolve(run).resolve("epoch-00060.safetensors"));
    }

    private Map<String, Object> digests(String batch) {
        return Arrays.stream(folder.resolve(batch).toFile().listFiles())
                .collect(Collectors.toMap(
                        run -> run.getName(),
                        run -> RecordedRun.open(run.toPath()).provenance().sha256(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static void delete(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(run);
    }
}
