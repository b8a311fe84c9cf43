package io.github.grokcheck.cli;

/**
 * One thing that {@code doctor} looks at.
 *
 * @param name of the thing
 * @param need whether the main job works without it
 * @param neededFor what does not work without it
 * @param remedy what to do where it is missing
 * @param probe the look
 */
record Examination(String name, Need need, String neededFor, String remedy, Probe probe) {
    /** Whether the main job works without it. */
    enum Need {
        REQUIRED,
        OPTIONAL
    }

    /** Looks. */
    @FunctionalInterface
    interface Probe {
        /**
         * What was found, in a few words.
         *
         * @throws Missing if it is not there
         */
        String look() throws Missing;
    }

    /** It is not there; the message says how one sees that. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }
}
