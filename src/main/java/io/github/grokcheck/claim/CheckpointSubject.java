package io.github.grokcheck.claim;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.SetupMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A lone model: it can be measured, but has no loss curve, and a recipe only where somebody vouches for it. */
public final class CheckpointSubject implements Subject {
    /** If every pair is answered right, so is every training pair and every test pair, whichever they are. */
    private static final Set<Measure> SHARES_OF_SOME_PAIRS =
            Set.of(ModelMeasure.ACCURACY_TRAIN, ModelMeasure.ACCURACY_TEST);

    private static final Value ALL = new Value.Scalar(1);

    private final String name;
    private final MeasuredModel model;
    private final Optional<Experiment> recipe;
    private final int p;
    private final Map<Measure, Value> measured = new ConcurrentHashMap<>();
    private final Map<List<Frequency>, CheckpointSubject> byKeys = new ConcurrentHashMap<>();

    /**
     * @param name shown beside its values
     * @param weights the model
     * @param split which pairs it was trained on, if known
     */
    public CheckpointSubject(String name, Weights weights, Optional<Split> split) {
        this(name, weights, split, Optional.empty());
    }

    /**
     * @param name shown beside its values
     * @param weights the model
     * @param split which pairs it was trained on, if known
     * @param recipe how it was trained, if known
     */
    public CheckpointSubject(String name, Weights weights, Optional<Split> split, Optional<Experiment> recipe) {
        this(name, new MeasuredModel(weights, split, Optional.empty()), recipe);
    }

    private CheckpointSubject(String name, MeasuredModel model, Optional<Experiment> recipe) {
        this.name = name;
        this.model = model;
        this.recipe = recipe;
        this.p = model.weights().p();
    }

    /** The model. */
    public MeasuredModel model() {
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Value value(Measure measure) {
        Value known = measured.get(measure);
        if (known != null) {
            return known;
        }
        // Not computeIfAbsent: one measure may ask for another.
        Value value = measure(measure);
        measured.put(measure, value);
        return value;
    }

    @Override
    public Subject under(KeyRule rule) {
        List<Frequency> keys = rule.keys(model);
        return keys.equals(model.keys())
                ? this
                : byKeys.computeIfAbsent(keys, others -> new CheckpointSubject(name, model.under(rule), recipe));
    }

    private Value measure(Measure measure) {
        // The measure itself always shows W_L's own; under another rule a claim asks for that rule's.
        if (measure == ModelMeasure.W_L_KEY_FREQUENCIES) {
            return new Value.Frequencies(model.keys().stream().map(Frequency::k).toList());
        }
        if (SHARES_OF_SOME_PAIRS.contains(measure)
                && model.split().isEmpty()
                && value(ModelMeasure.ACCURACY_ALL).equals(ALL)) {
            return ALL;
        }
        if (measure instanceof ModelMeasure ofModel) {
            return ofModel.of(model);
        }
        if (measure instanceof MathematicsMeasure mathematics) {
            return mathematics.of(p);
        }
        return measure instanceof SetupMeasure ofRecipe && recipe.isPresent()
                ? ofRecipe.of(recipe.get())
                : new Value.Unavailable("a lone checkpoint has neither recipe nor loss curve");
    }
}
