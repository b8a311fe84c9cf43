package io.github.grokcheck.claim;

/** A claim file that cannot be used; the message is one line that names file and line, what is wrong and the remedy. */
public final class ClaimException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for the user */
    public ClaimException(String message) {
        super(message);
    }
}
