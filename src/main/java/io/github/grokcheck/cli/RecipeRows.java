package io.github.grokcheck.cli;

import io.github.grokcheck.config.Differences;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Seeds;
import java.util.ArrayList;
import java.util.List;

/** A list of recipes as the rows of a table. */
final class RecipeRows {
    private RecipeRows() {}

    /** @param first the recipe that the others are compared with */
    static List<List<String>> of(List<Experiment> recipes, Experiment first) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "seed", "epochs", "differs from " + first.name() + " in"));
        recipes.forEach(recipe -> rows.add(List.of(
                recipe.name(),
                seed(recipe.seeds()),
                Integer.toString(recipe.schedule().epochs()),
                String.join(", ", Differences.between(recipe, first)))));
        return rows;
    }

    /** One number where split and weights have the same. */
    private static String seed(Seeds seeds) {
        return seeds.split() == seeds.initialization()
                ? Long.toString(seeds.split())
                : seeds.split() + " and " + seeds.initialization();
    }
}
