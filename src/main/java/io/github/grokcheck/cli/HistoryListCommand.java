package io.github.grokcheck.cli;

import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "One line a verification, the newest first: id, time, program, verdicts, what was judged.",
        footerHeading = "%nExample:%n",
        footer = "  grokcheck history list")
final class HistoryListCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<Summary> summaries;
        try (HistoryStore store = history.open()) {
            summaries = store.list();
        }
        if (summaries.isEmpty()) {
            out.println(history.required().shown() + ": no verification is stored yet; `grokcheck verify` stores one");
        } else {
            List<List<String>> rows = new ArrayList<>(List.of(List.of(
                    "id", "time", "program", "upheld", "refuted", "mixed", "not evaluated", "unexpected", "judged")));
            summaries.forEach(summary -> rows.add(row(summary)));
            new TextTable(rows).lines().forEach(out::println);
        }
        int waiting = history.outbox().files().size();
        if (waiting > 0) {
            out.println(HistoryWords.count(waiting, "more verification")
                    + " waiting to be stored; see `grokcheck history" + " push`");
        }
        out.flush();
    }

    private static List<String> row(Summary summary) {
        return Stream.concat(
                        Stream.of(
                                HistoryWords.id(summary.id()),
                                HistoryWords.time(summary.at()),
                                HistoryWords.program(summary.program())),
                        Stream.concat(
                                Stream.of(
                                                summary.upheld(),
                                                summary.refuted(),
                                                summary.mixed(),
                                                summary.notEvaluated(),
                                                summary.unexpected())
                                        .map(String::valueOf),
                                Stream.of(summary.origin())))
                .toList();
    }
}
