package io.github.grokcheck.support;

import org.opentest4j.TestAbortedException;

/** Ends a test whose claim does not hold, as its file expects: not a failure, and no success to be counted either. */
final class KnownDeviationMet extends TestAbortedException {
    private static final long serialVersionUID = 1;

    KnownDeviationMet(String message) {
        super(message);
    }
}
