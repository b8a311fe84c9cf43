package io.github.grokcheck.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * One run of {@code verify}, as it is stored.
 *
 * @param id tells it from all others, wherever they were made
 * @param at when its verdicts were there, in whole milliseconds
 * @param program commit of the program
 * @param origin what was judged: the shipped runs, or the options that named other runs or models
 * @param verdicts one for each claim, by its id
 */
public record Verification(UUID id, Instant at, String program, String origin, List<RecordedVerdict> verdicts) {
    public Verification {
        verdicts = verdicts.stream()
                .sorted(Comparator.comparing(RecordedVerdict::claim))
                .toList();
        if (verdicts.stream().map(RecordedVerdict::claim).distinct().count() < verdicts.size()) {
            throw new IllegalArgumentException("a verification judges a claim once");
        }
    }

    /** How many measured values it holds. */
    public int values() {
        return verdicts.stream().mapToInt(verdict -> verdict.observed().size()).sum();
    }

    /** The same verification without the verdicts on other claims. */
    Verification on(List<String> claims) {
        return new Verification(
                id,
                at,
                program,
                origin,
                verdicts.stream()
                        .filter(verdict -> claims.contains(verdict.claim()))
                        .toList());
    }
}
