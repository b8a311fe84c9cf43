package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Moment;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Wording;
import java.util.List;
import java.util.stream.Collectors;

/** One claim and its verdict in Markdown, without heading; the same in the committed file and in the test report. */
public final class ClaimMarkdown {
    private ClaimMarkdown() {}

    /** Verdict, statement, reading, expectation and a table of what was measured. */
    public static String of(Verdict verdict) {
        Claim claim = verdict.claim();
        StringBuilder text = new StringBuilder();
        text.append("**")
                .append(Words.of(verdict))
                .append("**: ")
                .append(verdict.explain())
                .append("\n\n");
        item(text, "statement", claim.statement());
        item(text, "where", where(claim));
        item(text, "reading", claim.reading());
        item(text, "expected", Wording.condition(claim.expect()));
        claim.requires().forEach(condition -> item(text, "requires", Wording.condition(condition)));
        if (!(claim.at() instanceof Moment.Last)) {
            item(text, "measured", claim.at().describe());
        }
        item(text, "basis of the bound", Wording.word(claim.basis()));
        item(text, "scope", Wording.word(claim.scope()));
        if (claim.scope() == Claim.Scope.EVERY_GROKKED_RUN || claim.scope() == Claim.Scope.SWEEP) {
            item(text, "rule over runs", claim.rule().describe());
        }
        if (!verdict.underOtherKeyRules().isEmpty()) {
            item(text, "with other rules for key frequencies", Words.underOtherKeyRules(verdict));
        }
        item(text, "status", Words.of(claim.status()));
        claim.knownDeviation()
                .ifPresent(deviation ->
                        item(text, "known deviation", deviation.verdict().word() + ". " + deviation.because()));
        return text.append(measured(verdict)).toString();
    }

    private static void item(StringBuilder text, String name, String content) {
        text.append("- ").append(name).append(": ").append(Words.cell(content)).append('\n');
    }

    private static String where(Claim claim) {
        String section = claim.where().section();
        return (Character.isDigit(section.charAt(0)) ? "section " : "") + section + ", "
                + claim.where().source();
    }

    private static String measured(Verdict verdict) {
        if (verdict.findings().isEmpty()) {
            return "";
        }
        return "\n| run | quantity | measured | expected | met |\n|---|---|---|---|---|\n"
                + verdict.findings().stream().map(ClaimMarkdown::rows).collect(Collectors.joining());
    }

    private static String rows(Finding finding) {
        return finding.observations().stream()
                .map(observation -> row(finding, observation))
                .collect(Collectors.joining());
    }

    private static String row(Finding finding, Finding.Observation observation) {
        Condition condition = observation.condition();
        return "| %s | `%s` | %s | %s | %s |\n"
                .formatted(
                        finding.subject(),
                        Wording.quantity(condition),
                        Words.cell(Wording.value(observation.measured()) + unit(observation)),
                        Words.cell(Wording.expectation(condition)),
                        observation.met() ? "yes" : "no");
    }

    private static String unit(Finding.Observation observation) {
        String unit = Wording.unit(observation.condition());
        return List.of("1", "k", "count", "fraction").contains(unit) ? "" : " " + unit;
    }
}
