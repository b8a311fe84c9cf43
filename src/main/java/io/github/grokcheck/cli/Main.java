package io.github.grokcheck.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program's entry. */
@Command(
        name = "grokcheck",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        scope = ScopeType.INHERIT,
        subcommands = {
            VerifyCommand.class,
            CalibrateCommand.class,
            ClaimsCommand.class,
            TrainCommand.class,
            SweepCommand.class,
            MeasureCommand.class,
            CompareCommand.class,
            ImportCommand.class,
            FixtureCommand.class,
            SeriesCommand.class,
            HistoryCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        },
        description = {
            "Decides whether a machine-learning paper's claims hold, claim by claim: trains the model, measures it, and"
                    + " compares what was measured with what the paper says.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine; for verify: nothing unexpected",
            "1:verify found an unexpected verdict",
            "2:bad usage or bad input; one line on standard error says what and what to do",
            "3:a fault of the program itself"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  What holds, on the runs that come with the code:",
            "    java -jar target/grokcheck.jar verify",
            "  One claim, in full:",
            "    java -jar target/grokcheck.jar claims show nanda2023.neuron-to-logit-five-frequencies",
            "  What holds for somebody's model:",
            "    java -jar target/grokcheck.jar verify --model model.pt",
            "  What changed since the last time:",
            "    java -jar target/grokcheck.jar history diff previous latest",
            "  Does this machine have what it takes?",
            "    java -jar target/grokcheck.jar doctor",
            "",
            "`grokcheck help COMMAND` explains a command."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = Failures.STACKTRACE,
            scope = ScopeType.INHERIT,
            description = "After an error, also print where in the program it arose.")
    private boolean stackTrace; // read by Failures, which is told what was typed

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(exitCode(args));
    }

    private static int exitCode(String[] args) {
        try {
            return commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.printf(
                    "grokcheck: %d MiB of memory are not enough for this; give Java more, as in java -Xmx4g -jar ...%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            return Failures.BAD_INPUT;
        } catch (StackOverflowError e) {
            System.err.println("grokcheck: a fault of the program, it calls itself without end; please report it");
            return Failures.FAULT;
        }
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine() {
        Failures failures = new Failures();
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command given");
    }
}
