package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.report.Headline;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.ColorScheme;

/** Verdicts as a table on the console, with the counts below. */
final class VerdictTable {
    private static final List<String> HEADINGS = List.of("claim", "verdict", "measured", "expected");

    private final PrintWriter out;
    private final ColorScheme colours;

    VerdictTable(PrintWriter out, ColorScheme colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Prints everything, the unexpected ones once more in a sentence each. */
    void print(List<Verdict> verdicts) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        verdicts.forEach(verdict -> rows.addAll(rows(verdict)));
        List<String> lines = new TextTable(rows).lines();
        out.println(colours.ansi().string("@|bold " + lines.get(0) + "|@"));
        lines.stream().skip(1).forEach(out::println);
        out.println();
        Headline headline = Headline.of(verdicts);
        out.println(headline.counts());
        if (headline.unexpected().isEmpty()) {
            out.println(headline.surprises());
        }
        verdicts.stream()
                .filter(verdict -> !Verdicts.isExpected(verdict))
                .forEach(verdict -> out.println(colours.errorText("unexpected: " + verdict.explain())));
        out.flush();
    }

    /** One row a subject; a claim that was not evaluated has one row, with the reason. */
    private static List<List<String>> rows(Verdict verdict) {
        String word = Symbols.of(verdict.kind()) + " " + verdict.kind().word()
                + (verdict.claim().knownDeviation().isPresent() ? " (known)" : "");
        if (verdict instanceof Verdict.Unanswered silent) {
            return List.of(List.of(verdict.claim().id(), word, TextTable.shortened(silent.because()), ""));
        }
        return verdict.findings().stream()
                .map(VerdictTable::telling)
                .map(observation -> List.of(
                        verdict.claim().id(),
                        word,
                        TextTable.shortened(Wording.quantity(observation.condition()) + " = "
                                + Wording.value(observation.measured())),
                        Wording.expectation(observation.condition())))
                .toList();
    }

    /** The first condition that is missed, or else the claim's expectation. */
    private static Observation telling(Finding finding) {
        return finding.observations().stream()
                .filter(observation -> !observation.met())
                .findFirst()
                .orElse(finding.observations().get(0));
    }
}
