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

@Timeout(60)
class PacedTrainingTest {
    private static final Experiment MAINLINE = Recipes.find("mainline");
    private static final Experiment TINY = new Experiment(
            "tiny",
            new Task(7, 0.5),
            new Architecture(4, 1, 4, 8),
            MAINLINE.optimizer(),
            new Schedule(100, 10),
            MAINLINE.seeds());

    @TempDir
    Path folder;

    @Test
    void trains_as_many_epochs_as_it_is_asked_for_and_stands_still_in_between() throws IOException {
        Path run = folder.resolve("run");
        try (PacedTraining training = new PacedTraining(new Arithmetic(960, 1), TINY, run)) {
            assertThat(run).doesNotExist();
            assertThat(training.epochs(15)).isPositive();
            assertThat(checkpoints(run)).containsExactly("epoch-00000", "epoch-00010");
            assertThat(training.epochs(15)).isPositive();
            assertThat(checkpoints(run)).containsExactly("epoch-00000", "epoch-00010", "epoch-00020");
            assertThat(training.savingPerEpoch()).isNotNegative().isFinite();
        }
        assertThat(run.resolve("PROVENANCE.yaml")).doesNotExist();
    }

    @Test
    void tells_whoever_waits_that_the_training_failed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "where a folder should be");
        try (PacedTraining training = new PacedTraining(new Arithmetic(960, 1), TINY, file)) {
            assertThatThrownBy(() -> training.epochs(5)).hasMessageContaining("file");
        }
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
