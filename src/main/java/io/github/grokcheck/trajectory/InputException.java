package io.github.grokcheck.trajectory;

/**
 * A file that cannot be used; the message is one line that names the file, what is wrong and the remedy. Parts of it may
 * come from the file itself and are made harmless.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    /** @param message one line for the user */
    public InputException(String message) {
        super(OneLine.of(message, LONGEST));
    }

    /**
     * @param message one line for the user
     * @param cause what was thrown below
     */
    public InputException(String message, Throwable cause) {
        super(OneLine.of(message, LONGEST), cause);
    }
}
