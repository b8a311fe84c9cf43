package io.github.grokcheck.trajectory;

/** A run folder is in the hands of another process; it may be free later. */
public final class FolderHeldException extends InputException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for the user */
    public FolderHeldException(String message) {
        super(message);
    }
}
