package io.github.grokcheck.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry. */
@Command(
        name = "grokcheck",
        mixinStandardHelpOptions = true,
        subcommands = {TrainCommand.class, FixtureCommand.class},
        description = "Decides whether a machine-learning paper's claims hold, claim by claim.")
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
