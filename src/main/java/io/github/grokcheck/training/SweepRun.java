package io.github.grokcheck.training;

import io.github.grokcheck.config.Experiment;
import java.nio.file.Path;
import java.util.List;

/** One run of a sweep, in a folder of its own. */
public record SweepRun(Experiment experiment, Path folder) {
    /** A run for each recipe, in the folder of its name below another folder. */
    public static List<SweepRun> below(Path folder, List<Experiment> recipes) {
        return recipes.stream()
                .map(each -> new SweepRun(each, folder.resolve(each.name())))
                .toList();
    }
}
