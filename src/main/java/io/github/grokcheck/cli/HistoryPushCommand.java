package io.github.grokcheck.cli;

import io.github.grokcheck.history.Push;
import io.github.grokcheck.history.Verification;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "push",
        description = {
            "Stores the verifications that wait because the store did not take them, each once.",
            "",
            "They wait for the store that they were meant for; give the same --history as then.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing waits for this store any more",
            "2:bad usage or bad input: a file in the outbox is damaged, or the store does not answer"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  grokcheck history push", "  grokcheck history push --history jdbc:postgresql://HOST/DATABASE"})
final class HistoryPushCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Option(names = "--all", description = "Also store here what waits for another store.")
    private boolean all;

    @Override
    public Integer call() {
        Lines lines = new Lines();
        Push push = Push.into(history.required(), history.outbox(), all, lines);
        PrintWriter out = spec.commandLine().getOut();
        out.println(HistoryWords.count(push.stored(), "verification") + " stored"
                + (push.known() == 0 ? "" : ", " + push.known() + " stored already"));
        push.elsewhere()
                .forEach((store, count) -> out.println(HistoryWords.count(count, "more verification") + " for " + store
                        + "; name it with --history, or store here with --all"));
        out.flush();
        return lines.refused ? Failures.BAD_INPUT : 0;
    }

    /** Tells what happens. */
    private final class Lines implements Push.Listener {
        private boolean refused;

        @Override
        public void stored(Verification verification) {
            spec.commandLine().getOut().println("stored " + described(verification));
        }

        @Override
        public void refused(String because) {
            refused = true;
            spec.commandLine()
                    .getErr()
                    .println(spec.commandLine().getColorScheme().errorText("grokcheck: " + because));
        }
    }

    private static String described(Verification verification) {
        return HistoryWords.line(verification) + ": "
                + HistoryWords.count(verification.verdicts().size(), "verdict") + ", "
                + HistoryWords.count(verification.values(), "value");
    }
}
