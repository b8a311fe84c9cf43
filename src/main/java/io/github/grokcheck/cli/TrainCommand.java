package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.djl.DeviceChoice;
import io.github.grokcheck.djl.DjlTrainer;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.djl.ListTrainer;
import io.github.grokcheck.djl.TrainingException;
import io.github.grokcheck.training.Sweep;
import io.github.grokcheck.trajectory.LossCurve.Point;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
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
                    + " bits. The split and the initial weights are the authors', for every seed.",
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
            names = "--epochs",
            paramLabel = "N",
            description = "Optimizer steps, one an epoch; the recipe's if absent.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the run; of several runs, the folder of their folders.")
    private Path out = Path.of("");

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "cpu|gpu|auto",
            description = "Where to compute; auto takes a GPU where there is one.")
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that share a batch; if absent as many as processors, one for each run of a list. The bits"
                            + " do not depend on it.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--chunk-size",
            defaultValue = "960",
            paramLabel = "N",
            description =
                    "Examples that are computed together, ${DEFAULT-VALUE} if absent. The last bits depend on it.")
    private int chunkSize;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description =
                    "Runs of a list that are trained at once. If absent, as many side by side as processors, which was"
                            + " measured to be faster than one after another; on a GPU as one batch, as many as keep it"
                            + " full and fit into its memory.")
    private Optional<Integer> atOnce = Optional.empty();

    @Override
    public void run() {
        Optional<List<Experiment>> list = Recipes.findList(recipe);
        if (list.isPresent()) {
            trainAll(list.get());
        } else {
            trainOne(changed(Recipes.find(recipe)));
        }
    }

    private void trainOne(Experiment experiment) {
        if (atOnce.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--at-once: " + recipe + " is one recipe, not a list");
        }
        DjlTrainer trainer = new DjlTrainer(device, arithmetic(processors()), origin(), Clock.systemDefaultZone());
        long start = System.nanoTime();
        try (TrainingDisplay display =
                new TrainingDisplay(experiment, out, spec.commandLine().getErr())) {
            trainer.train(experiment, out, display);
        }
        spec.commandLine().getOut().println(summary(out, Duration.ofNanos(System.nanoTime() - start)));
    }

    private void trainAll(List<Experiment> recipes) {
        if (seed.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--seed: " + recipe + " is a list; its recipes have seeds of their own");
        }
        List<Sweep.Run> runs = recipes.stream()
                .map(this::changed)
                .map(each -> new Sweep.Run(each, out.resolve(each.name())))
                .toList();
        ListTrainer trainer = new ListTrainer(device, arithmetic(1), origin(), Clock.systemDefaultZone());
        int lanes = trainer.atOnce(runs, atOnce.map(n -> atLeastOne("--at-once", n)));
        Map<Sweep.Run, Throwable> failures;
        try (SweepDisplay display =
                new SweepDisplay(out, runs, lanes, spec.commandLine().getErr())) {
            failures = trainer.train(runs, lanes, display::of);
        }
        runs.stream()
                .filter(run -> !failures.containsKey(run))
                .forEach(run -> spec.commandLine().getOut().println(summary(run.folder())));
        throwIfAny(failures, runs.size());
    }

    /** The first fault of the program as it is; bad input and failed trainings in one line. */
    private static void throwIfAny(Map<Sweep.Run, Throwable> failures, int runs) {
        for (Throwable failure : failures.values()) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException fault && !Failures.isAboutInput(fault)) {
                throw fault;
            }
        }
        if (!failures.isEmpty()) {
            String messages =
                    failures.values().stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
            TrainingException all =
                    new TrainingException(failures.size() + " of " + runs + " runs failed: " + messages, null);
            failures.values().forEach(all::addSuppressed);
            throw all;
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** @param threads that share a batch unless --threads says otherwise */
    private Arithmetic arithmetic(int threads) {
        return new Arithmetic(
                atLeastOne("--chunk-size", chunkSize), atLeastOne("--threads", this.threads.orElse(threads)));
    }

    private Origin origin() {
        return new Origin(BuildInfo.read().commit(), command());
    }

    private Experiment changed(Experiment read) {
        Experiment seeded =
                seed.map(n -> checked("--seed", () -> read.withSeed(n))).orElse(read);
        return epochs.map(n -> checked("--epochs", () -> seeded.withEpochs(n))).orElse(seeded);
    }

    private Experiment checked(String option, Supplier<Experiment> change) {
        try {
            return change.get();
        } catch (RecipeException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    private int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + ", allowed: 1 or more");
        }
        return value;
    }

    /** The command as the run's provenance keeps it: options that decide the result, no folders of this machine. */
    private String command() {
        StringBuilder command = new StringBuilder("grokcheck train --recipe ").append(fileName(Path.of(recipe)));
        seed.ifPresent(n -> command.append(" --seed ").append(n));
        epochs.ifPresent(n -> command.append(" --epochs ").append(n));
        command.append(" --device ").append(device.name().toLowerCase(Locale.ROOT));
        threads.ifPresent(n -> command.append(" --threads ").append(n));
        return command.append(" --chunk-size ").append(chunkSize).toString();
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String summary(Path folder, Duration time) {
        return summary(folder).replaceFirst("; training", " in " + Durations.words(time) + "; training");
    }

    private static String summary(Path folder) {
        RecordedRun run = RecordedRun.open(folder);
        List<Point> losses = run.losses().points();
        Point last = losses.get(losses.size() - 1);
        String test = last.hasTest() ? String.format(Locale.ROOT, ", test loss %.4g", last.test()) : "";
        return String.format(
                Locale.ROOT,
                "%s: %s trained to epoch %d; training loss %.4g%s",
                folder,
                run.experiment().name(),
                last.epoch(),
                last.train(),
                test);
    }
}
