package io.github.grokcheck.cli;

import io.github.grokcheck.djl.TrainingException;
import io.github.grokcheck.sweep.SweepException;
import io.github.grokcheck.trajectory.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** The option that adds the stack trace. */
    static final String STACKTRACE = "--stacktrace";

    /** An unexpected verdict. */
    static final int UNEXPECTED = 1;

    /** Bad usage or bad input. */
    static final int BAD_INPUT = 2;

    /** A fault of the program. */
    static final int FAULT = 3;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        if (Arrays.asList(args).contains(STACKTRACE)) {
            e.printStackTrace(command.getErr());
        }
        String name = command.getCommandSpec().qualifiedName();
        report(command, oneLine(e) + suggestion(e) + "; `" + name + " --help` says what it takes");
        return BAD_INPUT;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult typed) {
        if (typed.originalArgs().contains(STACKTRACE) || Boolean.getBoolean("grokcheck.debug")) {
            e.printStackTrace(command.getErr());
        }
        if (isAboutInput(e)) {
            report(command, oneLine(e));
            return BAD_INPUT;
        }
        report(
                command,
                "a fault of the program, " + e.getClass().getSimpleName() + ": " + oneLine(e) + "; run it again"
                        + " with " + STACKTRACE + " and report what it prints");
        return FAULT;
    }

    private static String suggestion(ParameterException e) {
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return similar.isEmpty() ? "" : ", did you mean " + similar.get(0) + "?";
    }

    /** Recipes, claims and shapes that cannot be used are illegal arguments too. */
    static boolean isAboutInput(Throwable e) {
        return e instanceof InputException
                || e instanceof TrainingException
                || e instanceof SweepException
                || e instanceof IllegalArgumentException;
    }

    private static void report(CommandLine command, String line) {
        command.getErr().println(command.getColorScheme().errorText("grokcheck: " + line));
    }

    private static String oneLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
