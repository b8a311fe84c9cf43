package io.github.grokcheck.config;

/** A recipe that cannot be used; the message is one line that names the key and what is allowed. */
public final class RecipeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message one line for the user */
    public RecipeException(String message) {
        super(message);
    }
}
