package io.github.grokcheck.measure;

import io.github.grokcheck.spectral.SingleFrequencyShares.Share;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Neurons sorted by the one frequency that explains most of their variance over all pairs. All frequencies
 * 1…(p − 1)/2 compete.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.3 and figure 5"
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

    /** Number of neurons that belong to a frequency which is no key. */
    static Value offKeyNeurons(MeasuredModel model) {
        return new Value.Count(clustered(model)
                .filter(share -> !model.keys().contains(share.frequency()))
                .count());
    }

    /**
     * For each frequency with neurons of its own: ‖rows 2k − 1, 2k of F·W_L‖² over their columns, divided by ‖W_L‖² over
     * the same columns. 1 if the logits read nothing but that frequency from them. Undefined if W_L ignores a cluster.
     */
    static Value clusterPurity(MeasuredModel model) {
        Tensor coefficients = model.neuronToLogitSpectrum().coefficients();
        SortedMap<Integer, double[]> ownAndAll = new TreeMap<>();
        for (int neuron = 0; neuron < coefficients.size(1); neuron++) {
            double[] column = coefficients.column(neuron);
            membership(model, neuron).map(Share::frequency).ifPresent(k -> {
                double[] sums = ownAndAll.computeIfAbsent(k.k(), unused -> new double[2]);
                sums[0] += Math.pow(column[k.cosineRow()], 2) + Math.pow(column[k.sineRow()], 2);
                sums[1] += Arrays.stream(column).map(x -> x * x).sum();
            });
        }
        Map<String, Double> purity = new LinkedHashMap<>();
        ownAndAll.forEach((k, sums) -> purity.put(k.toString(), sums[0] / sums[1]));
        return Value.finite(purity, "W_L reads nothing from the neurons of a frequency");
    }

    private static Stream<Share> clustered(MeasuredModel model) {
        int neurons = model.weights().architecture().dMlp();
        return IntStream.range(0, neurons)
                .mapToObj(neuron -> membership(model, neuron))
                .flatMap(Optional::stream);
    }

    /** The frequency that a neuron belongs to, if it belongs to one. */
    static Optional<Share> membership(MeasuredModel model, int neuron) {
        return model.neuronShares().best(neuron).filter(share -> share.fve() >= BELONGS);
    }
}
