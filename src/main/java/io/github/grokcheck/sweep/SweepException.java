package io.github.grokcheck.sweep;

import org.jspecify.annotations.Nullable;

/** Runs that were not trained; the message is one line for the user. */
public final class SweepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line for the user
     * @param cause what went wrong below, if one thing did
     */
    public SweepException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
