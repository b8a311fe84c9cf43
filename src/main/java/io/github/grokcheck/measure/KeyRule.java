package io.github.grokcheck.measure;

import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.SingleFrequencyShares.Share;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The four rules for key frequencies that paper, notebook and code use. They differ where a frequency is weak, and early in
 * training.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.1 and appendix C.2; the authors' notebook; calculate_key_freqs,
 *     transformers.py at 23d2c64"
 */
public enum KeyRule {
    /** Appendix C.2, with our threshold: above 0.3 of the largest in W_L. What every measure uses unless told otherwise. */
    W_L("in W_L", MeasuredModel::ownKeys),
    /** Section 4.1: seen in W_E, and used later, that is, in W_L. */
    W_E_AND_W_L("in W_E and W_L", KeyRule::inEmbeddingToo),
    /** The notebook: the best frequency of every neuron, however little of it it explains. */
    EVERY_NEURON("best of any neuron", KeyRule::ofNeurons),
    /** The code: the same among all frequencies but the highest, which its range leaves out. */
    EVERY_NEURON_BUT_HIGHEST("best of any neuron, the highest left out", KeyRule::ofNeuronsBelowHighest);

    private final String words;
    private final Function<MeasuredModel, List<Frequency>> rule;

    KeyRule(String words, Function<MeasuredModel, List<Frequency>> rule) {
        this.words = words;
        this.rule = rule;
    }

    /** The rule in a few words. */
    public String words() {
        return words;
    }

    /** The key frequencies of a model by this rule; ascending. */
    public List<Frequency> keys(MeasuredModel model) {
        return rule.apply(model);
    }

    private static List<Frequency> inEmbeddingToo(MeasuredModel model) {
        List<Frequency> seen = model.embeddingSpectrum().prominentFrequencies();
        return model.ownKeys().stream().filter(seen::contains).toList();
    }

    private static List<Frequency> ofNeurons(MeasuredModel model) {
        return ofNeurons(model, model.basis().frequencies());
    }

    private static List<Frequency> ofNeuronsBelowHighest(MeasuredModel model) {
        List<Frequency> all = model.basis().frequencies();
        return ofNeurons(model, all.subList(0, all.size() - 1));
    }

    private static List<Frequency> ofNeurons(MeasuredModel model, List<Frequency> among) {
        return IntStream.range(0, model.weights().architecture().dMlp())
                .mapToObj(neuron -> model.neuronShares().best(neuron, among))
                .flatMap(Optional::stream)
                .map(Share::frequency)
                .distinct()
                .sorted()
                .toList();
    }
}
