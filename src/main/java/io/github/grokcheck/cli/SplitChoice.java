package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.PairList;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.report.QuantitiesJson.SplitOf;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which pairs a model was trained on. */
final class SplitChoice {
    @ArgGroup
    private @Nullable Choice choice;

    /** At most one of them. */
    static final class Choice {
        @ArgGroup(exclusive = false)
        private @Nullable Drawn drawn;

        @Option(
                names = "--split",
                paramLabel = "FILE",
                description = "The training pairs, as CSV: one pair a,b a line.")
        private @Nullable Path file;

        @Option(
                names = "--no-split",
                description = "Nobody knows; what needs the training or test pairs alone is left out, as by default.")
        private boolean unknown;
    }

    /** The authors' split. */
    static final class Drawn {
        @Option(
                names = "--split-seed",
                required = true,
                paramLabel = "N",
                description = "Seed of the split that the model was trained on, 0 to 4294967295.")
        private long seed;

        @Option(
                names = "--train-fraction",
                paramLabel = "F",
                defaultValue = "0.3",
                description = "Share of the pairs that it was trained on, above 0 and at most 1; 0.3 if absent.")
        private double fraction;

        private Split split(ModularAddition task) {
            Split split = Split.random(task, fraction, seed);
            if (split.trainRows().length == 0) {
                throw new InputException("--train-fraction: " + fraction + " of " + task.pairs()
                        + " pairs is less than one; give the share that was trained on");
            }
            return split;
        }
    }

    /**
     * A split that the command line names.
     *
     * @param split the pairs
     * @param origin where they are from
     */
    record Named(Split split, SplitOf origin) {}

    /** The split for models of a task, if the command line names one. */
    Optional<Named> of(ModularAddition task) {
        if (choice == null) {
            return Optional.empty();
        }
        if (choice.file != null) {
            Split listed = PairList.read(choice.file, task);
            String file = String.valueOf(choice.file.getFileName());
            return Optional.of(new Named(listed, new SplitOf.Listed(file, listed.trainRows().length)));
        }
        return Optional.ofNullable(choice.drawn)
                .map(drawn -> new Named(drawn.split(task), new SplitOf.Drawn(drawn.seed, drawn.fraction)));
    }

    /** Whether the command line says anything of the split. */
    boolean isGiven() {
        return choice != null;
    }

    /** Whether it names training pairs, and does not only say that nobody knows them. */
    boolean namesPairs() {
        return choice != null && !choice.unknown;
    }

    /** The share of training pairs that was typed, or is meant where a seed was. */
    Optional<Double> trainFraction() {
        return Optional.ofNullable(choice).map(given -> given.drawn).map(drawn -> drawn.fraction);
    }
}
