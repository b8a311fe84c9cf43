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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.ColorScheme;

/** Verdicts as a table on the console, with the counts below. */
final class VerdictTable {
    private static final List<String> HEADINGS = List.of("claim", "verdict", "measured", "expected");
    private static final int WIDEST_CELL = 56;

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
        int[] widths = IntStream.range(0, HEADINGS.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        rows.forEach(row -> out.println(line(row, widths)));
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

    /** One row a subject; a claim without findings has one row too. */
    private static List<List<String>> rows(Verdict verdict) {
        String word = Symbols.of(verdict.kind()) + " " + verdict.kind().word()
                + (verdict.claim().knownDeviation().isPresent() ? " (known)" : "");
        if (verdict.findings().isEmpty()) {
            return List.of(List.of(verdict.claim().id(), word, "", ""));
        }
        return verdict.findings().stream()
                .map(VerdictTable::telling)
                .map(observation -> List.of(
                        verdict.claim().id(),
                        word,
                        shortened(Wording.quantity(observation.condition()) + " = "
                                + Wording.value(observation.measured())),
                        Wording.expectation(observation.condition())))
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 3) + "...";
    }

    /** The first condition that is missed, or else the claim's expectation. */
    private static Observation telling(Finding finding) {
        return finding.observations().stream()
                .filter(observation -> !observation.met())
                .findFirst()
                .orElse(finding.observations().get(0));
    }

    private String line(List<String> cells, int[] widths) {
        String line = IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
        return cells.equals(HEADINGS) ? colours.ansi().string("@|bold " + line + "|@") : line;
    }
}
