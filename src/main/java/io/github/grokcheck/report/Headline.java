package io.github.grokcheck.report;

import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many claims got which verdict. A claim that is not evaluated is counted as such and never as a success.
 *
 * @param byKind every kind of verdict, with 0 where there is none
 * @param deviations verdicts that a known deviation made expected
 * @param unexpected ids of the claims whose verdict nothing in their files expects
 */
public record Headline(Map<Verdict.Kind, Long> byKind, long deviations, List<String> unexpected) {
    public Headline {
        byKind = Map.copyOf(byKind);
        unexpected = List.copyOf(unexpected);
    }

    /** Counts verdicts. */
    public static Headline of(List<Verdict> verdicts) {
        Map<Verdict.Kind, Long> byKind = new EnumMap<>(Verdict.Kind.class);
        Arrays.stream(Verdict.Kind.values()).forEach(kind -> byKind.put(kind, 0L));
        verdicts.forEach(verdict -> byKind.merge(verdict.kind(), 1L, Long::sum));
        long deviations = verdicts.stream()
                .filter(Verdicts::isExpected)
                .filter(verdict -> verdict.claim().knownDeviation().isPresent())
                .count();
        List<String> unexpected = verdicts.stream()
                .filter(verdict -> !Verdicts.isExpected(verdict))
                .map(verdict -> verdict.claim().id())
                .sorted()
                .toList();
        return new Headline(byKind, deviations, unexpected);
    }

    /** "42 claims: 30 upheld, 5 refuted, 0 mixed, 7 not evaluated". */
    public String counts() {
        long claims = byKind.values().stream().mapToLong(Long::longValue).sum();
        return claims
                + (claims == 1 ? " claim: " : " claims: ")
                + Arrays.stream(Verdict.Kind.values())
                        .map(kind -> byKind.getOrDefault(kind, 0L) + " " + kind.word())
                        .collect(Collectors.joining(", "));
    }

    /** What of it the claim files expect, in a sentence. */
    public String surprises() {
        String known = deviations == 1 ? "1 is a known deviation" : deviations + " are known deviations";
        return unexpected.isEmpty()
                ? known + ", and no verdict is unexpected."
                : known + "; unexpected: " + String.join(", ", unexpected) + ".";
    }
}
