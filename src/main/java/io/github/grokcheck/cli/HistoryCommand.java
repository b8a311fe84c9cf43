package io.github.grokcheck.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "history",
        description = {
            "Lists earlier verifications, shows one, tells two apart, follows a quantity over time.",
            "",
            "`verify` stores every verdict and every measured value, in a file of this user, or in a PostgreSQL database"
                    + " for a team. ID is the beginning of an id that `history list` shows, or latest, or previous.",
            ""
        },
        subcommands = {
            HistoryListCommand.class,
            HistoryShowCommand.class,
            HistoryDiffCommand.class,
            HistoryTrendCommand.class,
            HistoryPushCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  grokcheck history list",
            "  What changed since the verification before:",
            "    grokcheck history diff previous latest",
            "  grokcheck history trend gini.W_E --subject mainline-seed0 --plot gini.png",
            "  After the team's server was down:",
            "    grokcheck history push --history jdbc:postgresql://HOST/DATABASE"
        })
final class HistoryCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, show ID, diff A B, trend QUANTITY or push?");
    }
}
