package io.github.grokcheck.history;

import io.github.grokcheck.claim.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One thing in which two verifications differ. */
public sealed interface Difference {
    /** The claim or, for {@link OtherSubject}, the run that differs. */
    String of();

    /** A claim that only one of the two judged. */
    record OtherClaim(String of, boolean isInFirst) implements Difference {}

    /**
     * A run or model that only one of the two judged claims on.
     *
     * @param claims how many claims
     */
    record OtherSubject(String of, boolean isInFirst, int claims) implements Difference {}

    /**
     * A word of a claim or its verdict.
     *
     * @param aspect verdict, expectation, requirement, basis or rule
     * @param before empty where there was none
     * @param after empty where there is none
     */
    record OtherWord(String of, String aspect, String before, String after) implements Difference {}

    /** A measured value. */
    record OtherValue(Drift drift) implements Difference {
        @Override
        public String of() {
            return drift.claim();
        }
    }

    /** No two numbers that differ at all are the same. */
    Noise NONE = new Noise.Absolute(0);

    /** What differs, values by more than the noise that the second one's claims state. */
    static List<Difference> beyondNoise(Verification first, Verification second) {
        return between(first, second, RecordedVerdict::noise);
    }

    /** What differs, values by however little. */
    static List<Difference> all(Verification first, Verification second) {
        return between(first, second, verdict -> NONE);
    }

    private static List<Difference> between(
            Verification first, Verification second, Function<RecordedVerdict, Noise> noise) {
        Map<String, RecordedVerdict> earlier = new TreeMap<>(Drift.byClaim(first));
        Map<String, RecordedVerdict> later = Drift.byClaim(second);
        List<Difference> differences = new ArrayList<>();
        Set<String> claims = new TreeSet<>(earlier.keySet());
        claims.addAll(later.keySet());
        for (String claim : claims) {
            RecordedVerdict before = earlier.get(claim);
            RecordedVerdict after = later.get(claim);
            if (before == null || after == null) {
                differences.add(new OtherClaim(claim, after == null));
            } else {
                words(before, after, differences);
                Drift.between(first, before, after, noise.apply(after))
                        .forEach(drift -> differences.add(new OtherValue(drift)));
            }
        }
        subjects(earlier, later, differences);
        return differences;
    }

    private static void words(RecordedVerdict before, RecordedVerdict after, List<Difference> differences) {
        word(after.claim(), "verdict", verdict(before), verdict(after), differences);
        word(after.claim(), "expectation", before.expectation(), after.expectation(), differences);
        before.requirements().stream()
                .filter(requirement -> !after.requirements().contains(requirement))
                .forEach(gone -> differences.add(new OtherWord(after.claim(), "requirement", gone, "")));
        after.requirements().stream()
                .filter(requirement -> !before.requirements().contains(requirement))
                .forEach(come -> differences.add(new OtherWord(after.claim(), "requirement", "", come)));
        word(after.claim(), "basis", before.basis(), after.basis(), differences);
        word(after.claim(), "rule", before.rule(), after.rule(), differences);
    }

    private static void word(String claim, String aspect, String before, String after, List<Difference> differences) {
        if (!before.equals(after)) {
            differences.add(new OtherWord(claim, aspect, before, after));
        }
    }

    private static String verdict(RecordedVerdict verdict) {
        return verdict.verdict() + (verdict.expected() ? "" : " (unexpected)");
    }

    /** Of the claims that both judged, since a claim's absence is told already. */
    private static void subjects(
            Map<String, RecordedVerdict> earlier, Map<String, RecordedVerdict> later, List<Difference> differences) {
        Map<String, Integer> gone = new TreeMap<>();
        Map<String, Integer> come = new TreeMap<>();
        earlier.forEach((claim, before) -> {
            RecordedVerdict after = later.get(claim);
            if (after != null) {
                Set<String> old = subjects(before);
                Set<String> young = subjects(after);
                old.stream().filter(name -> !young.contains(name)).forEach(name -> gone.merge(name, 1, Integer::sum));
                young.stream().filter(name -> !old.contains(name)).forEach(name -> come.merge(name, 1, Integer::sum));
            }
        });
        gone.forEach((subject, claims) -> differences.add(new OtherSubject(subject, true, claims)));
        come.forEach((subject, claims) -> differences.add(new OtherSubject(subject, false, claims)));
    }

    private static Set<String> subjects(RecordedVerdict verdict) {
        return verdict.observed().stream().map(Observed::subject).collect(Collectors.toSet());
    }
}
