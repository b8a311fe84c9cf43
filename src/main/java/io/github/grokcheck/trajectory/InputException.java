package io.github.grokcheck.trajectory;

/**
 * A file that cannot be used; the message is one line that names the file, what is wrong and the remedy. Parts of it may
 * come from the file itself, so what is no visible character becomes a question mark: a hostile name must neither break the
 * line nor paint the terminal.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for the user */
    public InputException(String message) {
        super(visible(message));
    }

    /**
     * @param message one line for the user
     * @param cause what was thrown below
     */
    public InputException(String message, Throwable cause) {
        super(visible(message), cause);
    }

    private static String visible(String message) {
        return message.replaceAll("\\p{C}", "?");
    }
}
