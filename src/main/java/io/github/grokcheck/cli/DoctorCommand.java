package io.github.grokcheck.cli;

import io.github.grokcheck.cli.Examination.Need;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Says what works on this machine, and for what is missing what to install.",
            "Exits 0 when claims can be verified and models trained here, 2 when not.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = "  grokcheck doctor")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        boolean works = true;
        for (Examination examination : examinations()) {
            works &= passes(examination);
        }
        return works ? 0 : Failures.BAD_INPUT;
    }

    /** What is looked at, in the order printed. */
    List<Examination> examinations() {
        return Examinations.ALL;
    }

    /** Prints one line; false only where something indispensable is missing. */
    private boolean passes(Examination examination) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String found = examination.probe().look();
            out.printf("%s %-10s %s%n", mark("@|green ok     |@"), examination.name(), found);
            return true;
        } catch (Examination.Missing missing) {
            boolean required = examination.need() == Need.REQUIRED;
            out.printf(
                    "%s %-10s %s; needed for %s: %s%n",
                    mark(required ? "@|red missing|@" : "@|yellow missing|@"),
                    examination.name(),
                    Optional.ofNullable(missing.getMessage()).orElse("not there"),
                    examination.neededFor(),
                    examination.remedy());
            return !required;
        } finally {
            out.flush();
        }
    }

    private String mark(String text) {
        return spec.commandLine().getColorScheme().ansi().string(text);
    }
}
