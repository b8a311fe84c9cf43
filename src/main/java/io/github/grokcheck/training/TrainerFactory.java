package io.github.grokcheck.training;

import java.io.Serializable;

/** Makes trainers, also on other machines: it may be sent to them. */
@FunctionalInterface
public interface TrainerFactory extends Serializable {
    /**
     * A trainer for this process.
     *
     * @param gpu which of this machine's GPUs to use where one is used, from 0
     */
    Trainer trainer(int gpu);
}
