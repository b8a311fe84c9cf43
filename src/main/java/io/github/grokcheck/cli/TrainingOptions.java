package io.github.grokcheck.cli;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.djl.DeviceChoice;
import io.github.grokcheck.djl.DjlTrainer;
import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.djl.DjlTrainerFactory;
import io.github.grokcheck.training.TrainerFactory;
import java.time.Clock;
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
            description =
                    "Runs of a list that are trained side by side on this machine; as many as processors if absent,"
                            + " which was measured to be faster than one after another. On a GPU one.")
    private Optional<Integer> atOnce = Optional.empty();

    boolean limitsRunsAtOnce() {
        return atOnce.isPresent();
    }

    /** How many of so many runs are trained side by side on this machine. */
    int lanes(int runs) {
        int most = DjlTrainer.runsSideBySide(device, processors());
        int lanes = atLeastOne("--at-once", atOnce.orElse(most));
        if (most == 1 && lanes > 1 && processors() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--at-once is " + lanes + ", but a GPU trains one at a time");
        }
        return Math.min(runs, lanes);
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
        return new DjlTrainerFactory(
                device, arithmetic, new Origin(BuildInfo.read().commit(), origin + words()), Clock.systemDefaultZone());
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

    /** This machine's processors, shared among so many runs. */
    static int processorsFor(int lanes) {
        return Math.max(1, processors() / lanes);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
