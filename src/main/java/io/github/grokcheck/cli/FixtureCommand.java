package io.github.grokcheck.cli;

import io.github.grokcheck.trajectory.FixtureExport;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.RecordedRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "fixture",
        description = {
            "Copies a few checkpoints of a finished run into a folder small enough to be kept with the code.",
            "",
            "The copy holds the recipe, the loss curve, the chosen checkpoints and a PROVENANCE.yaml with the digests of"
                    + " exactly these files. It appears whole or not at all.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  grokcheck fixture runs/mainline-seed0 --keep 0,1400,9400,14000,last \\",
            "    --out fixtures/runs/mainline-seed0"
        })
final class FixtureCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", description = "Folder of a finished run, as `train` leaves it.")
    private Path run = Path.of("");

    @Option(
            names = "--keep",
            required = true,
            split = ",",
            paramLabel = "EPOCH",
            description =
                    "Epochs whose weights are kept, separated by commas; \"last\" is the newest, \"none\" keeps the"
                            + " losses and the measured series alone.")
    private List<String> keep = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to create.")
    private Path out = Path.of("");

    @Override
    public void run() {
        RecordedRun recorded = RecordedRun.open(run);
        SortedSet<Integer> epochs = new TreeSet<>();
        if (!keep.equals(List.of("none"))) {
            keep.forEach(word -> epochs.add(epoch(recorded, word)));
        }
        FixtureExport.export(recorded, epochs, out);
        PrintWriter console = spec.commandLine().getOut();
        console.println(out + ": " + recorded.name()
                + (epochs.isEmpty() ? " without checkpoints" : " with the checkpoints of epochs " + epochs));
    }

    private static int epoch(RecordedRun recorded, String word) {
        if (word.strip().equals("last")) {
            return recorded.last().epoch();
        }
        try {
            return Integer.parseInt(word.strip());
        } catch (NumberFormatException e) {
            throw new InputException(
                    "--keep: \"" + word + "\" is no epoch; write numbers and \"last\", as in 0,1400,last", e);
        }
    }
}
