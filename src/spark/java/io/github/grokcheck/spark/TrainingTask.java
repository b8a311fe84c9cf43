package io.github.grokcheck.spark;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.TrainerFactory;
import io.github.grokcheck.trajectory.FolderHeldException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.resource.ResourceInformation;

/**
 * A run as it travels to the machine that trains it.
 *
 * @param recipe as YAML
 * @param folder of the run, the same on every machine
 */
record TrainingTask(String recipe, String folder, TrainerFactory trainers) implements Serializable {
    /** A lost machine's hold on a folder may outlive it: until its processes have ended, or a file server has noticed. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    static TrainingTask of(SweepRun run, TrainerFactory trainers) {
        return new TrainingTask(Recipes.write(run.experiment()), run.folder().toString(), trainers);
    }

    /** Trains the run on the machine where this is called. */
    void train() throws InterruptedException {
        Experiment experiment = Recipes.parse(recipe, folder);
        for (long tries = PATIENCE.dividedBy(BETWEEN_TRIES); ; tries--) {
            try {
                trainers.trainer(gpu()).train(experiment, Path.of(folder), (epoch, epochs, loss) -> stopIfTold());
                return;
            } catch (FolderHeldException e) {
                if (tries == 0) {
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
        }
    }

    /** Spark only marks a task that it gives up. */
    private static void stopIfTold() {
        TaskContext task = TaskContext.get();
        if (task != null && task.isInterrupted()) {
            throw new TaskKilledException();
        }
    }

    /** The GPU that Spark set aside for this task; the first one where it was told of none. */
    private static int gpu() {
        Map<String, ResourceInformation> resources = TaskContext.get().resourcesJMap();
        ResourceInformation gpu = resources.get("gpu");
        return gpu == null ? 0 : Integer.parseInt(gpu.addresses()[0]);
    }
}
