package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.Activations;
import io.github.grokcheck.model.ForwardPass;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import java.util.List;
import java.util.Optional;

/** A model to be measured, with everything that several measures share computed once, when first asked for. */
public final class MeasuredModel {
    private final Weights weights;
    private final Optional<Split> split;
    private final Optional<List<Frequency>> givenKeys;

    /**
     * @param weights the model
     * @param split which pairs it was trained on, if known
     * @param givenKeys key frequencies to use instead of the model's own, as a series along a run does
     */
    public MeasuredModel(Weights weights, Optional<Split> split, Optional<List<Frequency>> givenKeys) {
        this.weights = weights;
        this.split = split;
        this.givenKeys = givenKeys;
    }

    /** The model. */
    public Weights weights() {
        return weights;
    }

    /** Which pairs it was trained on, if known. */
    public Optional<Split> split() {
        return split;
    }

    /** The task that the weights imply. */
    public ModularAddition task() {
        return new ModularAddition(weights.p());
    }

    /** What the model computes on all pairs. */
    public Activations activations() {
        return ForwardPass.onAllPairs(weights);
    }

    /** The given key frequencies, or else the model's own (D6 on W_L); ascending. */
    public List<Frequency> keys() {
        return givenKeys.orElseGet(List::of);
    }
}
