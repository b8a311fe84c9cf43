package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.Activations;
import io.github.grokcheck.model.Attention;
import io.github.grokcheck.model.ForwardPass;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.PairSpectrum;
import io.github.grokcheck.spectral.SingleFrequencyShares;
import io.github.grokcheck.spectral.Spectrum;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A model to be measured, with everything that several measures share computed once, when first asked for.
 *
 * <p>Not for use by several threads; different models may be measured at the same time.
 */
public final class MeasuredModel {
    private final Weights weights;
    private final Optional<Split> split;
    private final Optional<List<Frequency>> givenKeys;
    private final FourierBasis basis;
    private final Lazy<Attention> attention;
    private final Lazy<Activations> activations;
    private final Lazy<double[]> pairLosses;
    private final Lazy<Tensor> neuronToLogit;
    private final Lazy<Spectrum> neuronToLogitSpectrum;
    private final Lazy<Spectrum> embeddingSpectrum;
    private final Lazy<PairSpectrum> logitSpectrum;
    private final Lazy<SingleFrequencyShares> neuronShares;
    private final Lazy<Ablations> ablations = new Lazy<>(this::computeAblations);
    private final Lazy<CosineSum> cosineSum = new Lazy<>(this::fitCosineSum);
    private final Lazy<NeuronDirections> neuronDirections = new Lazy<>(() -> NeuronDirections.of(this));

    /**
     * @param weights the model
     * @param split which pairs it was trained on, if known
     * @param givenKeys key frequencies to use instead of the model's own, as a series along a run does; in any order
     * @throws IllegalArgumentException if the split or a given key belongs to another modulus
     */
    public MeasuredModel(Weights weights, Optional<Split> split, Optional<List<Frequency>> givenKeys) {
        int p = weights.p();
        split.map(known -> known.task().p()).ifPresent(other -> requireSame("split", other, p));
        givenKeys.ifPresent(keys -> keys.forEach(key -> requireSame("key frequency " + key, key.p(), p)));
        this.weights = weights;
        this.split = split;
        this.givenKeys = givenKeys.map(keys -> keys.stream().distinct().sorted().toList());
        this.basis = FourierBasis.orthonormal(p);
        this.attention = new Lazy<>(this::tabulateAttention);
        this.activations = new Lazy<>(this::forwardPass);
        this.pairLosses = new Lazy<>(this::computePairLosses);
        this.neuronToLogit = new Lazy<>(this::computeNeuronToLogit);
        this.neuronToLogitSpectrum = new Lazy<>(this::computeNeuronToLogitSpectrum);
        this.embeddingSpectrum = new Lazy<>(this::computeEmbeddingSpectrum);
        this.logitSpectrum = new Lazy<>(this::computeLogitSpectrum);
        this.neuronShares = new Lazy<>(this::computeNeuronShares);
    }

    private MeasuredModel(MeasuredModel other, List<Frequency> keys) {
        this.weights = other.weights;
        this.split = other.split;
        this.givenKeys = Optional.of(keys);
        this.basis = other.basis;
        this.attention = other.attention;
        this.activations = other.activations;
        this.pairLosses = other.pairLosses;
        this.neuronToLogit = other.neuronToLogit;
        this.neuronToLogitSpectrum = other.neuronToLogitSpectrum;
        this.embeddingSpectrum = other.embeddingSpectrum;
        this.logitSpectrum = other.logitSpectrum;
        this.neuronShares = other.neuronShares;
    }

    /** The same model with the key frequencies of a rule; what does not depend on them is shared. */
    public MeasuredModel under(KeyRule rule) {
        return new MeasuredModel(this, rule.keys(this));
    }

    private static void requireSame(String what, int modulus, int p) {
        if (modulus != p) {
            throw new IllegalArgumentException("the " + what + " is for p = " + modulus + ", the model for p = " + p);
        }
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

    /** The Fourier basis mod p. */
    public FourierBasis basis() {
        return basis;
    }

    /** What the heads do at "=", by token. */
    public Attention attention() {
        return attention.get();
    }

    /** What the model computes on all pairs, float64. */
    public Activations activations() {
        return activations.get();
    }

    /** The cross-entropy of each pair over the p number classes, in nats: p² values, row a·p + b; a copy. */
    public double[] pairLosses() {
        return pairLosses.get().clone();
    }

    /**
     * The neuron-to-logit map W_L = W_U[:, :p]ᵀ · W_out: [class = p, d_mlp]; the "=" output is left out.
     *
     * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.2"
     */
    public Tensor neuronToLogit() {
        return neuronToLogit.get();
    }

    /** W_L along its classes: F · W_L. */
    public Spectrum neuronToLogitSpectrum() {
        return neuronToLogitSpectrum.get();
    }

    /** W_E along the p numbers, "=" left out: F · W_E[:, :p]ᵀ. */
    public Spectrum embeddingSpectrum() {
        return embeddingSpectrum.get();
    }

    /** The logits' two-dimensional spectrum, summed over the classes. */
    public PairSpectrum logitSpectrum() {
        return logitSpectrum.get();
    }

    /** Each neuron's variance by frequency. */
    public SingleFrequencyShares neuronShares() {
        return neuronShares.get();
    }

    /** The key frequencies that W_L itself shows, whether or not others are given; ascending. */
    public List<Frequency> ownKeys() {
        return neuronToLogitSpectrum().prominentFrequencies();
    }

    /** The given key frequencies, or else the model's own; ascending, none twice. */
    public List<Frequency> keys() {
        return givenKeys.orElseGet(this::ownKeys);
    }

    Ablations ablations() {
        return ablations.get();
    }

    CosineSum cosineSum() {
        return cosineSum.get();
    }

    NeuronDirections neuronDirections() {
        return neuronDirections.get();
    }

    private Attention tabulateAttention() {
        return new Attention(weights);
    }

    private Activations forwardPass() {
        return ForwardPass.onAllPairs(weights, attention());
    }

    private double[] computePairLosses() {
        return CrossEntropy.perPair(task(), LogitRows.of(activations().logits()));
    }

    private Tensor computeNeuronToLogit() {
        Tensor numbers = weights.get(WeightName.W_U).columns(0, weights.p());
        return numbers.transposed().times(weights.get(WeightName.W_OUT));
    }

    private Spectrum computeNeuronToLogitSpectrum() {
        return Spectrum.ofColumns(basis, neuronToLogit());
    }

    private Spectrum computeEmbeddingSpectrum() {
        Tensor numbers = weights.get(WeightName.W_E).columns(0, weights.p());
        return Spectrum.ofColumns(basis, numbers.transposed());
    }

    private PairSpectrum computeLogitSpectrum() {
        return PairSpectrum.ofColumns(basis, activations().logits());
    }

    private SingleFrequencyShares computeNeuronShares() {
        return SingleFrequencyShares.ofColumns(basis, activations().neurons());
    }

    private Ablations computeAblations() {
        return new Ablations(basis, activations().logits(), keys());
    }

    private CosineSum fitCosineSum() {
        return CosineSum.fit(basis, activations().logits(), keys());
    }
}
