package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.ModelEvidence;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Models whose files were named on the command line.
 *
 * @param name of them together, fit for a folder
 * @param descriptions a line for each: how its file was understood
 * @param origin the same in Markdown, for a report
 * @param subjects the models
 * @param evidence what claims are judged on
 */
record VisitingModels(
        String name,
        List<String> descriptions,
        String origin,
        List<CheckpointSubject> subjects,
        ModelEvidence evidence) {
    private static final int LONGEST_NAME = 80;
    private static final int DIGEST_SHOWN = 8;

    /**
     * Reads them.
     *
     * @throws InputException if a file cannot be used or contradicts the recipe
     */
    static VisitingModels read(
            List<Path> files, ModelReading reading, SplitChoice splits, Optional<Experiment> stated) {
        if (stated.isPresent() && splits.namesPairs()) {
            throw new InputException("--recipe: says which pairs were trained on; leave the split away, or the recipe");
        }
        Optional<Experiment> recipe = stated.or(() -> otherFraction(splits));
        List<CheckpointSubject> subjects = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        long bytes = 0;
        StringBuilder origin =
                new StringBuilder("Judged on models alone, without their runs. A known deviation is one of"
                        + " this project's own runs; a claim that they uphold and a model does not is unexpected.\n\n");
        for (Path file : files) {
            ForeignModel model = reading.read(file);
            stated.ifPresent(given -> ModelReading.checkSizes(file, model.weights(), given));
            ModularAddition task = new ModularAddition(model.weights().p());
            Optional<Split> split = splits.isGiven() ? splits.of(task) : recipe.map(Split::of);
            bytes += ModelReading.bytesToMeasure(model.weights());
            ModelReading.checkMemory(subjects.size() + 1 + " models", bytes);
            subjects.add(new CheckpointSubject(file.toString(), model.weights(), split, recipe));
            String known = model.description() + ", " + trainingPairs(split);
            descriptions.add(file + ": " + known);
            digests.add(Sha256.of(file));
            origin.append("- `%s`, SHA-256 `%s`: %s\n".formatted(file, digests.get(digests.size() - 1), known));
        }
        String assumption = stated.map(given -> "Recipe: " + given.name() + ".")
                .orElse("Taken for models of the mainline recipe; --recipe says otherwise.");
        descriptions.add(assumption);
        origin.append("\n").append(assumption).append('\n');
        return new VisitingModels(
                name(files, digests),
                descriptions,
                origin.toString(),
                List.copyOf(subjects),
                new ModelEvidence(subjects, recipe));
    }

    /** Somebody who gives another share of training pairs than the mainline's says that the model is none of the mainline. */
    private static Optional<Experiment> otherFraction(SplitChoice splits) {
        Experiment mainline = Recipes.find("mainline");
        return splits.trainFraction()
                .filter(fraction -> fraction != mainline.task().trainFraction())
                .map(fraction -> new Experiment(
                        mainline.name(),
                        mainline.task().withTrainFraction(fraction),
                        mainline.architecture(),
                        mainline.optimizer(),
                        mainline.schedule(),
                        mainline.seeds()));
    }

    /** Files of one name in different folders are common; the first one's digest tells them apart. */
    private static String name(List<Path> files, List<String> digests) {
        String stems = files.stream().map(VisitingModels::stem).collect(Collectors.joining("+"));
        return (stems.length() <= LONGEST_NAME ? stems : files.size() + "-models") + "-"
                + digests.get(0).substring(0, DIGEST_SHOWN);
    }

    private static String trainingPairs(Optional<Split> split) {
        return split.map(known -> known.trainRows().length + " training pairs").orElse("split unknown");
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
