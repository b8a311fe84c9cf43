package io.github.grokcheck.claim;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Runs that differ from the mainline recipe in named settings alone; their lengths, and their seeds unless named, are free.
 *
 * @param settings the values that each named setting may have
 */
public record RunSelection(Map<Setting, List<Double>> settings) {
    /** Runs of the mainline recipe, whatever their seeds. */
    public static final RunSelection MAINLINE = new RunSelection(Map.of());

    private static final Experiment RECIPE = Recipes.find("mainline");

    public RunSelection {
        settings = Map.copyOf(new LinkedHashMap<>(settings));
    }

    /** Whether a model has the mainline's modulus and widths. */
    static boolean hasMainlineSizes(Weights weights) {
        return weights.p() == RECIPE.task().p() && weights.architecture().equals(RECIPE.architecture());
    }

    /** What may differ. */
    public enum Setting {
        /** AdamW's λ. */
        WEIGHT_DECAY(recipe -> recipe.optimizer().weightDecay()),
        /** Share of the pairs that is trained on. */
        TRAIN_FRACTION(recipe -> recipe.task().trainFraction()),
        /** The seed of the initial weights. */
        SEED(recipe -> recipe.seeds().initialization());

        private final ToDoubleFunction<Experiment> value;

        Setting(ToDoubleFunction<Experiment> value) {
            this.value = value;
        }

        /** The name in claim files: {@code weight-decay}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The value that a recipe has. */
        public double of(Experiment recipe) {
            return value.applyAsDouble(recipe);
        }
    }

    /** Whether a run of that recipe is one of them. */
    public boolean admits(Experiment recipe) {
        return recipe.seeds().shuffledAnswers().isEmpty()
                && recipe.architecture().equals(RECIPE.architecture())
                && recipe.task()
                        .equals(RECIPE.task().withTrainFraction(recipe.task().trainFraction()))
                && recipe.optimizer()
                        .equals(RECIPE.optimizer()
                                .withWeightDecay(recipe.optimizer().weightDecay()))
                && List.of(Setting.values()).stream().allMatch(setting -> admits(setting, recipe));
    }

    /** What keeps a run of that recipe from being one of them, in a few words. */
    public String reasonAgainst(Experiment recipe) {
        return List.of(Setting.values()).stream()
                .filter(setting -> !admits(setting, recipe))
                .findFirst()
                .map(setting -> setting.word().replace('-', ' ') + " " + Wording.number(setting.of(recipe)))
                .orElse("a recipe that differs in more than weight decay, train fraction and seed");
    }

    private boolean admits(Setting setting, Experiment recipe) {
        List<Double> values = settings.get(setting);
        return values == null
                ? setting == Setting.SEED || setting.of(recipe) == setting.of(RECIPE)
                : values.contains(setting.of(recipe));
    }

    /** The setting of which several values are asked for, seeds apart: they have no order. */
    public Optional<Setting> varied() {
        return settings.entrySet().stream()
                .filter(entry ->
                        entry.getKey() != Setting.SEED && entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
