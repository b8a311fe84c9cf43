package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.measure.KeyRule;
import java.util.Map;
import java.util.stream.Collectors;

/** How reports spell what claim files spell. */
public final class Words {
    private Words() {}

    /** The verdict, and whether the claim's file expects it where it is not simply upheld. */
    static String of(Verdict verdict) {
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
