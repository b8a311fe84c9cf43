package io.github.grokcheck.cli;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.ModelEvidence;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
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
    /** Reads them, each file once. */
    static VisitingModels read(
            List<Path> files, ModelReading reading, SplitChoice splits, Optional<Experiment> recipe) {
        List<CheckpointSubject> subjects = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        StringBuilder origin =
                new StringBuilder("Judged on models alone, without their runs. A known deviation is one of"
                        + " this project's own runs; a claim that they uphold and a model does not is unexpected.\n\n");
        for (Path file : files) {
            ForeignModel model = reading.read(file);
            ModularAddition task = new ModularAddition(model.weights().p());
            Optional<Split> split = splits.of(task)
                    .or(() ->
                            recipe.filter(known -> known.task().p() == task.p()).map(Split::of));
            subjects.add(new CheckpointSubject(file.toString(), model.weights(), split, recipe));
            String known = model.description() + ", " + trainingPairs(split);
            descriptions.add(file + ": " + known);
            origin.append("- `%s`, SHA-256 `%s`: %s%n".formatted(file.getFileName(), Sha256.of(file), known));
        }
        String assumption = recipe.map(given -> "Recipe: " + given.name() + ".")
                .orElse("Taken for models of the mainline recipe; --recipe says otherwise.");
        descriptions.add(assumption);
        origin.append("\n").append(assumption).append('\n');
        return new VisitingModels(
                files.stream().map(VisitingModels::stem).collect(Collectors.joining("+")),
                descriptions,
                origin.toString(),
                List.copyOf(subjects),
                new ModelEvidence(subjects, recipe));
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
