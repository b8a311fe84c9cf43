package io.github.grokcheck.measure;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.Spectrum;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the weights show without any input: which frequencies W_E and W_L are made of, how sparse and of what rank.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, sections 4.1, 4.2 and 5.1"
 */
final class WeightStructure {
    private static final double NEARLY_ALL = 0.99;

    private WeightStructure() {}

    /** The key frequencies of W_L itself, even where others are given. */
    static Value keyFrequencies(MeasuredModel model) {
        return frequencies(model.neuronToLogitSpectrum());
    }

    /** The prominent frequencies of W_E; the second harmonic of a key may be among them, so these are no keys. */
    static Value embeddingFrequencies(MeasuredModel model) {
        return frequencies(model.embeddingSpectrum());
    }

    private static Value frequencies(Spectrum spectrum) {
        return new Value.Frequencies(
                spectrum.prominentFrequencies().stream().map(Frequency::k).toList());
    }

    /** Gini coefficient of the p component norms of W_E along the numbers. */
    static Value giniOfEmbedding(MeasuredModel model) {
        return Gini.of(model.embeddingSpectrum().norms());
    }

    /** Gini coefficient of the p component norms of W_L along the classes. */
    static Value giniOfNeuronToLogit(MeasuredModel model) {
        return Gini.of(model.neuronToLogitSpectrum().norms());
    }

    /** Sum of the squares of all parameters: biases, positions and both "=" columns included. */
    static double sumOfSquares(MeasuredModel model) {
        Weights weights = model.weights();
        return Stream.of(WeightName.values())
                .mapToDouble(name -> weights.get(name).sumOfSquares())
                .sum();
    }

    /** Sum of squares of each tensor, by its name. */
    static Value sumOfSquaresEach(MeasuredModel model) {
        Map<String, Double> squares = new LinkedHashMap<>();
        for (WeightName name : WeightName.values()) {
            String key = name.key();
            squares.put(
                    key.substring(key.lastIndexOf('.') + 1),
                    model.weights().get(name).sumOfSquares());
        }
        return Value.finite(squares, "a weight is not finite");
    }

    /**
     * 1 − Σ_{k ∈ keys} ‖rows 2k − 1, 2k of F·W_L‖² / ‖W_L‖²: the part of the squared Frobenius norm that no key frequency
     * explains. The constant row counts in the denominator only. Undefined if W_L is 0.
     */
    static Value residual(MeasuredModel model) {
        Spectrum spectrum = model.neuronToLogitSpectrum();
        return Value.finite(1 - spectrum.energy(model.keys()) / spectrum.energy(), "W_L is 0");
    }

    /** The smallest m for which the m largest singular values of W_L (not centred) hold 0.99 of Σσ². */
    static Value rank99(MeasuredModel model) {
        return new Value.Count(rankHolding(NEARLY_ALL, LinearAlgebra.singularValues(model.neuronToLogit())));
    }

    /** Σ of the 2|keys| largest σ² ÷ Σσ²: what a matrix of two directions a key can hold of W_L at best. */
    static Value energyInRank2K(MeasuredModel model) {
        double[] squares = Arrays.stream(LinearAlgebra.singularValues(model.neuronToLogit()))
                .map(sigma -> sigma * sigma)
                .toArray();
        double largest = Arrays.stream(squares).limit(2L * model.keys().size()).sum();
        return Value.finite(largest / Arrays.stream(squares).sum(), "W_L is 0");
    }

    /**
     * The part of W_E's energy along the numbers, its constant left out, that lies in the key frequencies k and their
     * second harmonics 2k (mod p, folded to 1…(p − 1)/2).
     */
    static Value embeddingInKeysAndHarmonics(MeasuredModel model) {
        Spectrum spectrum = model.embeddingSpectrum();
        int p = model.weights().p();
        Set<Frequency> counted = new TreeSet<>();
        for (Frequency key : model.keys()) {
            counted.add(key);
            int twice = 2 * key.k();
            counted.add(new Frequency(Math.min(twice, p - twice), p));
        }
        return Value.finite(
                spectrum.energy(counted) / spectrum.energy(model.basis().frequencies()), "W_E does not vary");
    }

    private static int rankHolding(double share, double[] descending) {
        double total = Arrays.stream(descending).map(sigma -> sigma * sigma).sum();
        double sum = 0;
        int rank = 0;
        while (sum < share * total) {
            sum += descending[rank] * descending[rank];
            rank++;
        }
        return rank;
    }
}
