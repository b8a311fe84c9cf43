package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.checkpoint.Layout;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a model's file is to be read. */
final class ModelReading {
    private static final double ANY_FRACTION = 0.5;

    @Option(
            names = "--layout",
            paramLabel = "authors|transformer-lens",
            converter = LayoutConverter.class,
            description = "How the tensors are laid out; told by their names and shapes if absent.")
    private Optional<Layout> layout = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "PLACE",
            description = "Which model, of a file with several: state_dicts[400]. An error lists what there is.")
    private Optional<String> place = Optional.empty();

    /** Reads a model that can be measured. */
    ForeignModel read(Path file) {
        ForeignModel model = ForeignModel.read(file, place, layout);
        try {
            new Experiment.Task(model.weights().p(), ANY_FRACTION);
        } catch (RecipeException e) {
            throw new InputException(
                    file + ": its shapes say p = " + model.weights().p() + ", allowed: an odd prime up to 1009", e);
        }
        checkMemory(file, bytesToMeasure(model.weights()));
        return model;
    }

    /** What activations, logits and their transforms over all pairs take, about. */
    static long bytesToMeasure(Weights weights) {
        long pairs = (long) weights.p() * weights.p();
        long numbersPerPair =
                2L * weights.architecture().dMlp() + 2L * weights.architecture().dModel() + 3L * weights.p();
        return Double.BYTES * pairs * numbersPerPair;
    }

    /** Refuses what Java has not the memory for, rather than to fail in the middle. */
    static void checkMemory(Object what, long needed) {
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new InputException(
                    "%s: measuring needs about %d MiB of memory and Java may use %d; give it more, as in java -Xmx%dg -jar ..."
                            .formatted(what, needed >> 20, most >> 20, (needed >> 30) + 2));
        }
    }

    /** Refuses a model that the recipe cannot have made. */
    static void checkSizes(Object what, Weights weights, Experiment recipe) {
        if (weights.p() != recipe.task().p() || !weights.architecture().equals(recipe.architecture())) {
            throw new InputException(what + ": has p = " + weights.p() + " and " + weights.architecture()
                    + ", the recipe p = " + recipe.task().p() + " and " + recipe.architecture()
                    + "; give its own --recipe");
        }
    }

    /** Layouts as people write them. */
    static final class LayoutConverter implements ITypeConverter<Layout> {
        @Override
        public Layout convert(String word) {
            return Arrays.stream(Layout.values())
                    .filter(layout -> layout.option().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + Arrays.stream(Layout.values()).map(Layout::option).collect(Collectors.joining(", "))
                            + " but was '" + word + "'"));
        }
    }
}
