package io.github.grokcheck.cli;

import io.github.grokcheck.history.Difference;
import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Verification;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description = {
            "What differs between two verifications, and nothing else.",
            "",
            "Claims and runs that only one of them judged; verdicts; expectations, requirements, bases and rules; and"
                    + " measured values that moved by more than their claim's noise, which is what its file states under"
                    + " `noise`, or else rounding (relative 1e-9).",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, whether or not there are differences", "2:bad usage or bad input"},
        footerHeading = "%nExamples:%n",
        footer = {"  grokcheck history diff previous latest", "  grokcheck history diff 1f3a latest --all"})
final class HistoryDiffCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Parameters(index = "0", paramLabel = "A", description = "The beginning of an id, latest or previous.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String second = "";

    @Option(names = "--all", description = "Also values that moved within their claim's noise.")
    private boolean all;

    @Override
    public void run() {
        Verification a;
        Verification b;
        try (HistoryStore store = history.open()) {
            a = HistoryIds.find(store, first);
            b = HistoryIds.find(store, second);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("A  " + HistoryWords.line(a));
        out.println("B  " + HistoryWords.line(b));
        out.println();
        List<Difference> differences = all ? Difference.all(a, b) : Difference.beyondNoise(a, b);
        if (differences.isEmpty()) {
            out.println("no differences");
        } else {
            new TextTable(differences.stream().map(HistoryDiffCommand::row).toList())
                    .lines()
                    .forEach(out::println);
            out.println();
            out.println(HistoryWords.count(differences.size(), "difference"));
        }
        out.flush();
    }

    private static List<String> row(Difference difference) {
        if (difference instanceof Difference.OtherWord word) {
            return List.of(word.of(), word.aspect(), changed(word.before(), word.after()));
        } else if (difference instanceof Difference.OtherValue value) {
            return List.of(
                    value.of(),
                    "value",
                    value.drift().quantity() + " on " + value.drift().subject() + ": "
                            + value.drift().change());
        } else if (difference instanceof Difference.OtherClaim claim) {
            return List.of(claim.of(), "claim", only(claim.isInFirst()));
        } else if (difference instanceof Difference.OtherSubject subject) {
            return List.of(
                    subject.of(),
                    "run or model",
                    only(subject.isInFirst()) + ", for " + HistoryWords.count(subject.claims(), "claim"));
        }
        throw new IllegalStateException("no words for " + difference.getClass());
    }

    private static String changed(String before, String after) {
        if (before.isEmpty()) {
            return "added: " + after;
        }
        return after.isEmpty() ? "dropped: " + before : before + " -> " + after;
    }

    private static String only(boolean isInFirst) {
        return isInFirst ? "only in A" : "only in B";
    }
}
