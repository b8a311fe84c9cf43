package io.github.grokcheck.cli;

import io.github.grokcheck.measure.Series;
import io.github.grokcheck.trajectory.MeasureTable;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "series",
        description = {
            "Follows the progress measures along a finished run: losses, accuracies, restricted and excluded loss, Gini"
                    + " coefficients, sum of squared weights, at every checkpoint.",
            "",
            "Writes RUN/" + MeasureTable.FILE
                    + " and lists it in the run's PROVENANCE.yaml. The key frequencies are those"
                    + " of the last checkpoint throughout. `fixture` carries the file along.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = "  grokcheck series runs/mainline-seed0")
final class SeriesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", description = "Folder of a finished run, as `train` leaves it.")
    private Path folder = Path.of("");

    @Override
    public void run() {
        RecordedRun run = RecordedRun.open(folder);
        int checkpoints = run.epochs().size();
        try (ProgressDisplay display = ProgressDisplay.open(
                "measuring", 0, checkpoints, spec.commandLine().getErr())) {
            MeasureTable table = Series.along(run, done -> display.at(done, "checkpoints"));
            run.add(MeasureTable.FILE, table::writeTo);
        }
        spec.commandLine().getOut().println(folder.resolve(MeasureTable.FILE) + ": " + checkpoints + " checkpoints");
    }
}
