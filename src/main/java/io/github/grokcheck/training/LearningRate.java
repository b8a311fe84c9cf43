package io.github.grokcheck.training;

import io.github.grokcheck.config.Experiment.AdamW;

/** Linear warm-up to a constant rate. */
public final class LearningRate {
    private LearningRate() {}

    /**
     * lr · min(step / warmupSteps, 1). The first step's rate is 0, as in the authors' code, so that epochs 0 and 1 have
     * the same loss.
     *
     * @param step steps taken before, from 0
     */
    public static double at(AdamW settings, int step) {
        return settings.warmupSteps() == 0
                ? settings.lr()
                : settings.lr() * Math.min(step / (double) settings.warmupSteps(), 1);
    }
}
