package io.github.grokcheck.djl;

import ai.djl.engine.EngineException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Training cannot start or go on; the message is one line with the remedy. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line for the user
     * @param cause what went wrong below, if anything did
     */
    public TrainingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The engine gave up under a run, for instance because a GPU went away. */
    static TrainingException ofEngine(Path folder, EngineException cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new TrainingException(
                folder + ": PyTorch failed (" + reason
                        + "); the checkpoints are intact, the same command continues from" + " the last one",
                cause);
    }
}
