package io.github.grokcheck.training;

import io.github.grokcheck.config.Experiment;
import java.nio.file.Path;

/** Trains a run to the end of its schedule. */
public interface Trainer {
    /**
     * Trains, or continues where the folder's newest checkpoint left off. The result has the same bits either way.
     *
     * @param folder receives recipe, checkpoints, losses and provenance
     * @param progress is told about each epoch
     */
    void train(Experiment experiment, Path folder, Progress progress);
}
