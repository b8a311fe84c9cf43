package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Verdicts as Markdown: counts, a table per section of the paper, then every claim in detail, sorted by id. */
public final class VerdictsMarkdown {
    private VerdictsMarkdown() {}

    /** The file that is kept with the code. */
    public static String of(List<Verdict> verdicts) {
        return of(
                verdicts,
                "Written by `grokcheck verify --write` from the claims and the runs that are kept with the code. Under"
                        + " \"measured\" stands one value for each seed, in order; **bold** where that seed misses.\n");
    }

    /**
     * A file about other evidence.
     *
     * @param origin what the verdicts rest on and how to read the tables, ending in a line break
     */
    public static String of(List<Verdict> verdicts, String origin) {
        List<Verdict> sorted = verdicts.stream()
                .sorted(Comparator.comparing(verdict -> verdict.claim().id()))
                .toList();
        Headline headline = Headline.of(sorted);
        StringBuilder page = new StringBuilder("# Verdicts\n\n");
        page.append(headline.counts())
                .append(".\n")
                .append(headline.surprises())
                .append("\n");
        page.append('\n').append(origin);
        bySection(sorted).forEach((section, inIt) -> page.append(table(section, inIt)));
        page.append("\n## Every claim\n");
        sorted.forEach(verdict -> page.append(details(verdict)));
        return page.toString();
    }

    private static SortedMap<Section, List<Verdict>> bySection(List<Verdict> verdicts) {
        return verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> Section.of(verdict.claim()), TreeMap::new, Collectors.toList()));
    }

    private static String table(Section section, List<Verdict> verdicts) {
        return "\n## " + section.title() + "\n\n| claim | verdict | measured | expected |\n|---|---|---|---|\n"
                + verdicts.stream().map(VerdictsMarkdown::row).collect(Collectors.joining());
    }

    private static String row(Verdict verdict) {
        Claim claim = verdict.claim();
        String measured =
                verdict.findings().stream().map(VerdictsMarkdown::measured).collect(Collectors.joining("; "));
        Condition condition = verdict.findings().stream()
                .filter(finding -> !finding.met())
                .findFirst()
                .map(finding -> decisive(finding).condition())
                .orElse(claim.expect());
        return "| [%s](#%s) | %s | %s | %s |\n"
                .formatted(
                        claim.name(),
                        anchor(claim),
                        Words.of(verdict),
                        Words.cell(measured.isEmpty() ? "-" : measured),
                        Words.cell(Wording.condition(condition)));
    }

    /** A value that misses is set apart, so that a table row tells every seed's verdict. */
    private static String measured(Finding finding) {
        String value = Wording.value(decisive(finding).measured());
        return finding.met() ? value : "**" + value + "**";
    }

    /** What a finding turns on: the expectation, or the first requirement that is missed where the expectation is met. */
    private static Observation decisive(Finding finding) {
        return finding.observations().stream()
                .filter(observation -> !observation.met())
                .findFirst()
                .orElse(finding.observations().get(0));
    }

    /** The name that Markdown readers give to a heading that is the claim's id. */
    private static String anchor(Claim claim) {
        return claim.id().replace(".", "");
    }

    private static String details(Verdict verdict) {
        return "\n### " + verdict.claim().id() + "\n\n" + ClaimMarkdown.of(verdict);
    }
}
