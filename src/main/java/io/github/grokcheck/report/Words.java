package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.Unit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How reports spell what claim files spell. */
public final class Words {
    private Words() {}

    /** A constant as claim files write it: {@code stated-in-paper}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The verdict, and whether the claim's file expects it where it is not simply upheld. */
    public static String of(Verdict verdict) {
        String word = verdict.kind().word();
        if (!Verdicts.isExpected(verdict)) {
            return word + " (unexpected)";
        }
        return verdict.claim().knownDeviation().isPresent() ? word + " (known deviation)" : word;
    }

    /** Whether the claim is tested, and if not, why. */
    public static String of(Claim.Status status) {
        if (status instanceof Claim.Status.Untestable untestable) {
            return "untestable: " + untestable.because();
        }
        return status instanceof Claim.Status.Planned planned ? "planned: " + planned.because() : "tested";
    }

    /** Text that cannot end a cell of a table. */
    static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").strip();
    }

    /** What a measured value is counted in; the frequency of a head is one although the other half of it is a fraction. */
    public static String unit(Condition condition) {
        boolean frequency =
                condition.member().filter(name -> name.endsWith(".frequency")).isPresent();
        return (frequency ? Unit.FREQUENCY : condition.measure().unit()).symbol();
    }

    /** Which verdict each other rule for key frequencies would give; "the same" where all agree. */
    public static String underOtherKeyRules(Verdict verdict) {
        Map<KeyRule, Verdict.Kind> others = verdict.underOtherKeyRules();
        return others.values().stream().allMatch(kind -> kind == verdict.kind())
                ? "the same verdict"
                : others.entrySet().stream()
                        .map(entry ->
                                entry.getKey().words() + ": " + entry.getValue().word())
                        .collect(Collectors.joining("; "));
    }
}
