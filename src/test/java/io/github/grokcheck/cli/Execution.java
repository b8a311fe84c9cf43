package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What one call of the program did.
 *
 * @param exitCode what the shell would see
 * @param out standard output
 * @param err standard error
 */
record Execution(int exitCode, String out, String err) {
    /** Calls the program in this process. */
    static Execution of(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        String[] args = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            args[i] = words[i].toString();
        }
        return new Execution(command.execute(args), out.toString(), err.toString());
    }

    /** Fails unless all went well. */
    Execution succeeds() {
        assertThat(exitCode).as("exit code; standard error was: %s", err).isZero();
        return this;
    }

    /** Fails unless the program complained in one line, with exit code 2 and nothing on standard output. */
    void isRefused(String... parts) {
        assertThat(exitCode).as("exit code; standard error was: %s", err).isEqualTo(Failures.BAD_INPUT);
        assertThat(err.lines()).as("lines on standard error").hasSize(1);
        assertThat(err).startsWith("grokcheck: ").contains(parts);
        assertThat(out).isEmpty();
    }
}
