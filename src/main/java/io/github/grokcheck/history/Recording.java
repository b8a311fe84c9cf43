package io.github.grokcheck.history;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.trajectory.OneLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns verdicts into what is stored. A value with several members becomes one stored value for each of them. */
public final class Recording {
    /** Names come from files of others; a store takes neither endless nor unprintable ones. */
    private static final int LONGEST = 20_000;

    private Recording() {}

    /**
     * A verification to be stored.
     *
     * @param id a new one
     * @param at the time
     * @param program commit of the program
     * @param origin what was judged
     * @param verdicts all of them, in any order
     */
    public static Verification of(UUID id, Instant at, String program, String origin, List<Verdict> verdicts) {
        return new Verification(
                id,
                at.truncatedTo(ChronoUnit.MILLIS),
                program,
                clean(origin),
                verdicts.stream().map(Recording::recorded).toList());
    }

    private static RecordedVerdict recorded(Verdict verdict) {
        Claim claim = verdict.claim();
        return new RecordedVerdict(
                claim.id(),
                verdict.kind().word(),
                Verdicts.isExpected(verdict),
                Wording.condition(claim.expect()),
                claim.requires().stream().map(Wording::condition).toList(),
                Wording.word(claim.basis()),
                claim.rule().describe(),
                claim.noise(),
                ClaimText.sha256(claim),
                clean(verdict.explain()),
                verdict.findings().stream().flatMap(Recording::observed).toList());
    }

    private static Stream<Observed> observed(Finding finding) {
        return finding.observations().stream().flatMap(observation -> observed(finding.subject(), observation));
    }

    private static Stream<Observed> observed(String subject, Finding.Observation observation) {
        Condition condition = observation.condition();
        return amounts(observation.measured()).entrySet().stream().map(entry -> {
            Condition member = entry.getKey().isEmpty()
                    ? condition
                    : new Condition(condition.measure(), Optional.of(entry.getKey()), condition.expectation());
            return new Observed(
                    clean(subject),
                    Wording.quantity(member),
                    Wording.unit(member),
                    entry.getValue(),
                    Wording.expectation(condition),
                    observation.met());
        });
    }

    /** By member, in the value's own order; the empty name stands for the whole. */
    private static Map<String, Amount> amounts(Value value) {
        Map<String, Amount> amounts = new LinkedHashMap<>();
        if (value instanceof Value.Scalar scalar) {
            amounts.put("", new Amount.OfNumber(scalar.x()));
        } else if (value instanceof Value.Count count) {
            amounts.put("", new Amount.OfNumber(count.n()));
        } else if (value instanceof Value.Members members) {
            members.byName().forEach((name, x) -> amounts.put(name, new Amount.OfNumber(x)));
        } else if (value instanceof Value.Counts counts) {
            counts.byFrequency().forEach((k, n) -> amounts.put(k.toString(), new Amount.OfNumber(n)));
        } else if (value instanceof Value.Frequencies frequencies
                && !frequencies.k().isEmpty()) {
            amounts.put("", new Amount.OfWords(spelled(frequencies.k())));
        } else {
            amounts.put("", new Amount.OfWords(clean(Wording.value(value))));
        }
        return amounts;
    }

    /** All of them, where reports leave out the middle of a long list. */
    private static String spelled(List<Integer> frequencies) {
        return frequencies.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String clean(String text) {
        return OneLine.of(text, LONGEST);
    }
}
