package io.github.grokcheck.pipeline;

/** A step of a pipeline failed. */
class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailure(String message) {
        super(message);
    }
}
