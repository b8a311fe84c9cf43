package io.github.grokcheck.djl;

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
}
