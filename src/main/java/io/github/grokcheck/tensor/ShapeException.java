package io.github.grokcheck.tensor;

/** Two shapes that should fit do not; the message names both. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message both shapes, and what was attempted */
    public ShapeException(String message) {
        super(message);
    }
}
