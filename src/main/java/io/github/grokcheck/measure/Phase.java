package io.github.grokcheck.measure;

import java.util.Locale;

/**
 * A phase of training.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 5.2"
 */
public enum Phase {
    /** From the first epoch to {@link Phases#memorisationEnds}. */
    MEMORISATION,
    /** From there to {@link Phases#cleanupBegins}. */
    CIRCUIT_FORMATION,
    /** From there to {@link Phases#cleanupEnds}. */
    CLEANUP;

    /** The name in ids and claim files: {@code circuit-formation}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
