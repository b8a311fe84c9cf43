package io.github.grokcheck.measure;

import io.github.grokcheck.spectral.SingleFrequencyShares;
import io.github.grokcheck.spectral.SingleFrequencyShares.Share;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Neurons and heads sorted by the one frequency that explains most of their variance over all pairs. All frequencies
 * 1…(p − 1)/2 compete.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.3, figure 5 and table 2"
 */
final class FrequencyClusters {
    /** Share of variance from which on a neuron belongs to its frequency; the paper's. */
    private static final double BELONGS = 0.85;

    private FrequencyClusters() {}

    /** Number of neurons with max_k φ(k) ≥ 0.85; one that never varies does not count. */
    static Value singleFrequencyNeurons(MeasuredModel model) {
        return new Value.Count(clustered(model).count());
    }

    /** Those neurons counted by frequency; only frequencies that occur. */
    static Value clusters(MeasuredModel model) {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        clustered(model).forEach(share -> counts.merge(share.frequency().k(), 1, Integer::sum));
        return new Value.Counts(counts);
    }

    /**
     * argmax_k φ(k) of the first neuron, however small; the smallest k of equal ones, hence 1 if the neuron never varies.
     */
    static Value frequencyOfFirstNeuron(MeasuredModel model) {
        return new Value.Count(
                model.neuronShares().best(0).map(share -> share.frequency().k()).orElse(1));
    }

    /** For each head its attention from "=" to the first token: best frequency and share; empty where it never varies. */
    static Value heads(MeasuredModel model) {
        Tensor attention = model.activations().attention().transposed();
        SingleFrequencyShares shares = SingleFrequencyShares.ofColumns(model.basis(), attention);
        List<Optional<Value.Head>> heads = IntStream.range(0, attention.size(1))
                .mapToObj(head -> shares.best(head).map(FrequencyClusters::head))
                .toList();
        return new Value.Heads(heads);
    }

    private static Value.Head head(Share share) {
        return new Value.Head(share.frequency().k(), share.fve());
    }

    private static Stream<Share> clustered(MeasuredModel model) {
        int neurons = model.weights().architecture().dMlp();
        return IntStream.range(0, neurons)
                .mapToObj(model.neuronShares()::best)
                .flatMap(Optional::stream)
                .filter(share -> share.fve() >= BELONGS);
    }
}
