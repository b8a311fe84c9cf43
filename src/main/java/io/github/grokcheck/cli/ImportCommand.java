package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.CheckpointFile;
import io.github.grokcheck.checkpoint.ForeignRun;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.RunImport;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Takes an archive of a whole run apart into a run folder, which `series` measures and `verify --runs` judges.",
            "",
            "The archive is a PyTorch file with a list of state dictionaries, a list \"epochs\" and the losses, as the"
                    + " authors' of their mainline run.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  grokcheck import full_run_data.pth --recipe mainline --out runs/authors",
            "  grokcheck series runs/authors",
            "  grokcheck verify --runs runs"
        })
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The archive.")
    private Path file = Path.of("");

    @Option(
            names = "--recipe",
            required = true,
            paramLabel = "NAME|FILE",
            description = "How the run was trained; its seeds say which pairs, and whether it is the authors' own.")
    private String recipe = "";

    @Option(
            names = "--every",
            paramLabel = "N",
            description =
                    "Epochs between two checkpoints, where the archive does not say their epochs; the first is 0.")
    private Optional<Integer> every = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to create.")
    private Path out = Path.of("");

    @Override
    public void run() {
        Experiment known = Recipes.find(recipe);
        try (CheckpointFile archive = CheckpointFile.openArchive(file)) {
            ForeignRun run = ForeignRun.in(archive, file, every.map(this::positive));
            Experiment experiment = known.withEpochs(run.places().lastKey());
            String command = "grokcheck import " + file.getFileName() + " --recipe " + known.name();
            try (ProgressDisplay display = ProgressDisplay.open(
                    "importing", 0, run.places().size(), spec.commandLine().getErr())) {
                AtomicInteger done = new AtomicInteger();
                Iterator<Checkpoint> checkpoints = run.places().entrySet().stream()
                        .map(entry -> {
                            display.at(done.getAndIncrement(), entry.getValue());
                            return checkpoint(archive, entry, experiment);
                        })
                        .iterator();
                RunImport.write(out, experiment, run.losses(), () -> checkpoints, command);
                display.at(run.places().size(), "done");
            }
            spec.commandLine()
                    .getOut()
                    .println(out + ": " + run.places().size() + " checkpoints, epochs "
                            + run.places().firstKey() + " to " + run.places().lastKey() + ", "
                            + run.losses().points().size() + " losses");
        }
    }

    private int positive(int epochs) {
        if (epochs < 1) {
            throw new ParameterException(spec.commandLine(), "--every is " + epochs + "; it must be 1 or more");
        }
        return epochs;
    }

    private Checkpoint checkpoint(CheckpointFile archive, Map.Entry<Integer, String> at, Experiment experiment) {
        Weights weights =
                archive.model(Optional.of(at.getValue()), Optional.empty()).weights();
        ModelReading.checkSizes(file + ", " + at.getValue(), weights, experiment);
        return new Checkpoint(experiment.name(), at.getKey(), weights);
    }
}
