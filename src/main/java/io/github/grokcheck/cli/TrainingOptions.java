package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.djl.BatchedTrainer;
import io.github.grokcheck.djl.DeviceChoice;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.djl.DjlTrainerFactory;
import io.github.grokcheck.sweep.LocalEngine;
import io.github.grokcheck.sweep.SweepEngine;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.TrainerFactory;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of whoever trains, one run or many. */
final class TrainingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Optimizer steps, one an epoch; the recipe's if absent.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "cpu|gpu|auto",
            description = "Where to compute; auto takes a GPU where there is one.")
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that share a batch; if absent the processors are shared among the runs that are"
                    + " trained side by side. The bits do not depend on it.")
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
            description = "Runs of a list that are trained at once on this machine. If absent, one for every two"
                    + " processors, which for the mainline recipe was measured to be as fast as one on each; on a GPU"
                    + " as one batch, as many as keep it full and fit into its memory.")
    private Optional<Integer> atOnce = Optional.empty();

    boolean limitsRunsAtOnce() {
        return atOnce.isPresent();
    }

    /**
     * How a list is trained on this machine.
     *
     * @param atOnce how many runs are trained at a time
     */
    record Here(SweepEngine engine, TrainerFactory trainers, int atOnce) {}

    /**
     * On a GPU as one batch of runs, on processors in {@link Lanes}.
     *
     * @param origin the command up to these options, as the runs' provenance keeps it
     */
    Here here(List<SweepRun> runs, String origin) {
        Optional<Integer> asked = atOnce.map(n -> atLeastOne("--at-once", n));
        if (BatchedTrainer.suits(device)) {
            BatchedTrainer trainer = new BatchedTrainer(
                    device, atLeastOne("--chunk-size", chunkSize), origin(origin), Clock.systemDefaultZone());
            int rows = trainer.rows(runs, asked);
            return new Here(
                    (list, each, progress) ->
                            trainer.train(list, rows, run -> (epoch, epochs, loss) -> progress.reached(run, epoch + 1)),
                    trainers(1, origin),
                    rows);
        }
        Lanes lanes = Lanes.of(
                Runtime.getRuntime().availableProcessors(),
                runs.size(),
                asked,
                threads.map(n -> atLeastOne("--threads", n)));
        return new Here(new LocalEngine(lanes.count()), trainers(lanes.threads(), origin), lanes.count());
    }

    /**
     * Makes the trainers.
     *
     * @param threads that share a batch unless --threads says otherwise
     * @param origin the command up to these options, as the runs' provenance keeps it
     */
    TrainerFactory trainers(int threads, String origin) {
        Arithmetic arithmetic = new Arithmetic(
                atLeastOne("--chunk-size", chunkSize), atLeastOne("--threads", this.threads.orElse(threads)));
        return new DjlTrainerFactory(device, arithmetic, origin(origin), Clock.systemDefaultZone());
    }

    private Origin origin(String command) {
        return new Origin(BuildInfo.read().commit(), command + words());
    }

    /** Options that decide the result, and no folders of this machine. */
    private String words() {
        StringBuilder words = new StringBuilder();
        epochs.ifPresent(n -> words.append(" --epochs ").append(n));
        words.append(" --device ").append(device.name().toLowerCase(Locale.ROOT));
        threads.ifPresent(n -> words.append(" --threads ").append(n));
        return words.append(" --chunk-size ").append(chunkSize).toString();
    }

    /** The recipe for as many epochs as --epochs says. */
    Experiment changed(Experiment read) {
        return epochs.map(n -> checked("--epochs", () -> read.withEpochs(n))).orElse(read);
    }

    /** A change of a recipe that an option asks for, or bad usage of that option. */
    Experiment checked(String option, Supplier<Experiment> change) {
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
}
