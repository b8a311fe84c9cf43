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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final String HEAD = "Judged on models alone, without their runs. A known deviation is one of this"
            + " project's own runs; a claim that they uphold and a model does not is unexpected.\n\n";
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
        List<Visitor> visitors = files.stream()
                .map(file -> visitor(file, reading.read(file), splits, stated, recipe))
                .toList();
        List<CheckpointSubject> subjects =
                visitors.stream().map(Visitor::subject).toList();
        ModelReading.checkMemory(
                visitors.size() + " models",
                subjects.stream()
                        .mapToLong(subject ->
                                ModelReading.bytesToMeasure(subject.model().weights()))
                        .sum());
        String assumption = stated.map(given -> "Recipe: " + given.name() + ".")
                .orElse("Taken for models of the mainline recipe; --recipe says otherwise.");
        return new VisitingModels(
                name(files, visitors.get(0).sha256()),
                Stream.concat(visitors.stream().map(Visitor::line), Stream.of(assumption))
                        .toList(),
                HEAD + visitors.stream().map(Visitor::markdown).collect(Collectors.joining()) + "\n" + assumption
                        + "\n",
                subjects,
                new ModelEvidence(subjects, recipe));
    }

    /** One of them, with what is said of it. */
    private record Visitor(CheckpointSubject subject, String description, String sha256) {
        String line() {
            return subject.name() + ": " + description;
        }

        String markdown() {
            return "- `%s`, SHA-256 `%s`: %s\n".formatted(subject.name(), sha256, description);
        }
    }

    private static Visitor visitor(
            Path file,
            ForeignModel model,
            SplitChoice splits,
            Optional<Experiment> stated,
            Optional<Experiment> recipe) {
        stated.ifPresent(given -> ModelReading.checkSizes(file, model.weights(), given));
        ModularAddition task = new ModularAddition(model.weights().p());
        Optional<Split> split =
                splits.isGiven() ? splits.of(task).map(SplitChoice.Named::split) : recipe.map(Split::of);
        String pairs =
                split.map(known -> known.trainRows().length + " training pairs").orElse("split unknown");
        return new Visitor(
                new CheckpointSubject(file.toString(), model.weights(), split, recipe),
                model.description() + ", " + pairs,
                Sha256.of(file));
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
    private static String name(List<Path> files, String sha256) {
        String stems = files.stream().map(VisitingModels::stem).collect(Collectors.joining("+"));
        return (stems.length() <= LONGEST_NAME ? stems : files.size() + "-models") + "-"
                + sha256.substring(0, DIGEST_SHOWN);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
