package io.github.grokcheck.cli;

import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Observed;
import io.github.grokcheck.history.RecordedVerdict;
import io.github.grokcheck.history.Verification;
import io.github.grokcheck.trajectory.InputException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "A verification in full: every verdict, every measured value.",
        footerHeading = "%nExamples:%n",
        footer = {"  grokcheck history show", "  grokcheck history show 1f3a --claim nanda2023.embedding-sparse"})
final class HistoryShowCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            defaultValue = HistoryIds.LATEST,
            description = "Which one: the beginning of its id, latest or previous; ${DEFAULT-VALUE} if absent.")
    private String id = HistoryIds.LATEST;

    @Option(names = "--claim", paramLabel = "ID", description = "Only what it says of this claim.")
    private Optional<String> claim = Optional.empty();

    @Override
    public void run() {
        Verification found;
        try (HistoryStore store = history.open()) {
            found = HistoryIds.find(store, id);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("claim", "verdict", "run or model", "measured", "expected", "met")));
        int heading = rows.size();
        found.verdicts().stream()
                .filter(verdict -> claim.map(verdict.claim()::equals).orElse(true))
                .forEach(verdict -> rows.addAll(rows(verdict)));
        if (rows.size() == heading) {
            throw new InputException("verification " + HistoryWords.id(found.id()) + " holds no claim \""
                    + claim.orElse("") + "\"; without --claim it shows those it holds");
        }
        out.println("verification " + HistoryWords.line(found));
        out.println();
        new TextTable(rows).lines().forEach(out::println);
        out.flush();
    }

    private static List<List<String>> rows(RecordedVerdict verdict) {
        String word = verdict.verdict() + (verdict.expected() ? "" : " (unexpected)");
        if (verdict.observed().isEmpty()) {
            return List.of(List.of(
                    verdict.claim(),
                    word,
                    "",
                    TextTable.shortened(verdict.explanation().replaceFirst("^\\S+ not evaluated: ", "")),
                    TextTable.shortened(verdict.expectation()),
                    ""));
        }
        return verdict.observed().stream()
                .map(observed -> row(verdict.claim(), word, observed))
                .toList();
    }

    private static List<String> row(String claim, String word, Observed observed) {
        return List.of(
                claim,
                word,
                TextTable.shortened(observed.subject()),
                TextTable.shortened(
                        observed.quantity() + " = " + observed.amount().describe()),
                observed.expected(),
                observed.met() ? "yes" : "no");
    }
}
