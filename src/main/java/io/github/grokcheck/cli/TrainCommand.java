package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = {
            "Trains a model from its recipe and keeps a checkpoint every so many epochs.",
            "",
            "A folder that an earlier, interrupted training left is continued where it stopped; the result has the same"
                    + " bits. The split and the initial weights are the authors', for every seed. A list of recipes is"
                    + " trained as `sweep` does it.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  The run that the paper analyses, about half an hour on two cores:",
            "    grokcheck train --recipe mainline --epochs 25000 --out runs/mainline-seed0",
            "  The same with another seed:",
            "    grokcheck train --recipe mainline --seed 1 --out runs/mainline-seed1"
        })
final class TrainCommand implements Runnable {
    private static final int FIRST_GPU = 0;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--recipe",
            required = true,
            paramLabel = "NAME|FILE",
            description = "A recipe that comes with the program (mainline), a YAML file, or a YAML list of recipes.")
    private String recipe = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seeds split and initial weights, 0 to 2147483647; the recipe's if absent.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the run; of several runs, the folder of their folders.")
    private Path out = Path.of("");

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Override
    public void run() {
        Optional<List<Experiment>> list = Recipes.findList(recipe);
        if (list.isPresent()) {
            trainAll(list.get());
        } else {
            trainOne(options.changed(seeded(Recipes.find(recipe))));
        }
    }

    private void trainOne(Experiment experiment) {
        if (options.limitsRunsAtOnce()) {
            throw new ParameterException(spec.commandLine(), "--at-once: " + recipe + " is one recipe, not a list");
        }
        Trainer trainer = options.trainers(Runtime.getRuntime().availableProcessors(), command())
                .trainer(FIRST_GPU);
        long start = System.nanoTime();
        try (TrainingDisplay display =
                new TrainingDisplay(experiment, out, spec.commandLine().getErr())) {
            trainer.train(experiment, out, display);
        }
        spec.commandLine().getOut().println(TrainedRun.line(out, Duration.ofNanos(System.nanoTime() - start)));
    }

    private void trainAll(List<Experiment> recipes) {
        if (seed.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--seed: " + recipe + " is a list; its recipes have seeds of their own");
        }
        List<SweepRun> runs =
                SweepRun.below(out, recipes.stream().map(options::changed).toList());
        new SweepTraining(spec.commandLine().getOut(), spec.commandLine().getErr())
                .trainHere(out, runs, options, command());
    }

    private Experiment seeded(Experiment read) {
        return seed.map(n -> options.checked("--seed", () -> read.withSeed(n))).orElse(read);
    }

    /** The command as the run's provenance keeps it, up to the options that every training has. */
    private String command() {
        return "grokcheck train --recipe " + Path.of(recipe).getFileName()
                + seed.map(n -> " --seed " + n).orElse("");
    }
}
