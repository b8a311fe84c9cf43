package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacedTrainingTest {
    private static final Experiment MAINLINE = Recipes.find("mainline");
    private static final Experiment TINY = new Experiment(
            "tiny",
            new Task(7, 0.5),
            new Architecture(4, 1, 4, 8),
            MAINLINE.optimizer(),
            new Schedule(100, 1000),
            MAINLINE.seeds());

    @TempDir
    Path folder;

    @Test
    void trains_as_many_epochs_as_it_is_asked_for_and_stands_still_in_between() throws IOException {
        Path run = folder.resolve("run");
        try (PacedTraining training = new PacedTraining(new Arithmetic(960, 1), TINY, run)) {
            assertThat(run).doesNotExist();
            assertThat(training.epochs(15)).isPositive().isFinite();
            assertThat(checkpoints(run)).containsExactly("epoch-00000");
            assertThat(training.epochs(15)).isPositive().isFinite();
            assertThat(checkpoints(run)).containsExactly("epoch-00000", "epoch-00020");
            assertThat(training.savingPerEpoch()).isNotNegative().isFinite();
        }
        assertThat(run.resolve("PROVENANCE.yaml")).doesNotExist();
    }

    @Test
    void tells_whoever_waits_that_the_training_failed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "where a folder should be");
        try (PacedTraining training = new PacedTraining(new Arithmetic(960, 1), TINY, file)) {
            assertThatThrownBy(() -> training.epochs(5)).hasMessageContaining("file");
            assertThatThrownBy(() -> training.epochs(5)).hasMessageContaining("file");
        }
    }

    @Test
    void tells_whoever_asks_for_more_epochs_than_there_are() {
        try (PacedTraining training = new PacedTraining(new Arithmetic(960, 1), TINY, folder.resolve("run"))) {
            training.epochs(95);
            assertThatThrownBy(() -> training.epochs(6)).hasMessageContaining("has ended");
        }
    }

    /** A list of recipes is timed whatever they say of checkpoints. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void the_cost_of_a_recipe_is_a_number_however_often_it_saves(int saveEvery) {
        Experiment saving = new Experiment(
                "saving",
                TINY.task(),
                TINY.architecture(),
                TINY.optimizer(),
                new Schedule(100, saveEvery),
                TINY.seeds());
        Benchmark.Cost cost = new Benchmark(saving, new Arithmetic(960, 2)).cost(folder);
        assertThat(cost.msPerEpoch()).isPositive().isFinite();
        assertThat(cost.sideBySideMs()).isPositive().isFinite();
    }

    private static List<String> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("epoch-\\d+\\.safetensors"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }
}
