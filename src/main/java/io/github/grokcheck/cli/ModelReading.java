package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.checkpoint.Layout;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        return model;
    }

    /** Layouts as people write them. */
    static final class LayoutConverter implements ITypeConverter<Optional<Layout>> {
        private static final List<String> WORDS = List.of("authors", "transformer-lens");

        @Override
        public Optional<Layout> convert(String word) {
            return Optional.of(Arrays.stream(Layout.values())
                    .filter(layout -> WORDS.get(layout.ordinal()).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", WORDS) + " but was '" + word + "'")));
        }
    }
}
