package io.github.grokcheck.history;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored verification in one line.
 *
 * @param unexpected how many of the verdicts no claim file expects
 */
public record Summary(
        UUID id,
        Instant at,
        String program,
        String origin,
        int upheld,
        int refuted,
        int mixed,
        int notEvaluated,
        int unexpected) {}
