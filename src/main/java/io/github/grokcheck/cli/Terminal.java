package io.github.grokcheck.cli;

import java.io.Console;

/** What the program writes to. */
final class Terminal {
    private Terminal() {}

    /** Whether a person sees the output while it is written. */
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From release 22 on there is a console even where output goes to a file; earlier ones lack the method. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
