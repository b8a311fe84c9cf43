package io.github.grokcheck.cli;

import io.github.grokcheck.measure.Series;
import io.github.grokcheck.trajectory.MeasureTable;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "series",
        description = {
            "Follows the progress measures along finished runs: losses, accuracies, restricted and excluded loss, Gini"
                    + " coefficients, sum of squared weights, at every checkpoint.",
            "",
            "Writes " + MeasureTable.FILE
                    + " into each run's folder and lists it in its PROVENANCE.yaml. The key frequencies are those"
                    + " of the last checkpoint throughout. `fixture` carries the file along. What is measured already is"
                    + " passed over.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  grokcheck series runs/mainline-seed0", "  Every run below a folder:", "    grokcheck series runs"})
final class SeriesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folder of a finished run, as `train` leaves it, or a folder of such folders.")
    private List<Path> folders = List.of();

    @Option(names = "--again", description = "Also measure anew what is measured already.")
    private boolean again;

    @Override
    public void run() {
        // All are opened before the first is measured, so that a damaged one is not found out about hours later.
        Map<Path, RecordedRun> runs = new LinkedHashMap<>();
        folders.forEach(folder -> RunFolders.at(folder).forEach(run -> runs.put(run, RecordedRun.open(run))));
        runs.forEach((folder, run) -> {
            String done = !again && run.measures().isPresent() ? "measured already" : measure(run) + " checkpoints";
            spec.commandLine().getOut().println(folder.resolve(MeasureTable.FILE) + ": " + done);
        });
    }

    private int measure(RecordedRun run) {
        int checkpoints = run.epochs().size();
        try (ProgressDisplay display = ProgressDisplay.open(
                "measuring " + run.name(), 0, checkpoints, spec.commandLine().getErr())) {
            MeasureTable table = Series.along(run, done -> display.at(done, "checkpoints"));
            run.add(MeasureTable.FILE, table::writeTo);
        }
        return checkpoints;
    }
}
