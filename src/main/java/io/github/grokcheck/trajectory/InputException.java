package io.github.grokcheck.trajectory;

/** A file that cannot be used; the message is one line that names the file, what is wrong and the remedy. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for the user */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message one line for the user
     * @param cause what was thrown below
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
