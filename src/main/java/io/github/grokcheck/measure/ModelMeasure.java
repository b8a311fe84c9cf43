package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.Split;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * What can be measured on one model's weights, some of it with the help of the train/test split.
 *
 * <p>Notation of the formulas: n = a·p + b is a pair and y(n) = (a + b) mod p its answer; L [p² × p] the logits at "="
 * without the "=" column; N [p² × d_mlp] the neurons; W_L = W_U[:, :p]ᵀ·W_out; F the orthonormal Fourier basis; Ĝ the
 * two-dimensional transform; P_k the projection on cos and sin of 2πk(a + b)/p; "keys" the key frequencies. CE(M, S) is
 * the mean over the pairs in S of log Σ_c exp M[n, c] − M[n, y(n)].
 */
public enum ModelMeasure implements Measure {
    /** {@link Losses#all}. */
    LOSS_ALL("loss.all", Unit.NATS, "CE(L, all)", scalar(Losses::all)),
    /** {@link Losses#train}. */
    LOSS_TRAIN("loss.train", Unit.NATS, "CE(L, train)", onSplit(Losses::train)),
    /** {@link Losses#test}. */
    LOSS_TEST("loss.test", Unit.NATS, "CE(L, test)", onSplit(Losses::test)),
    /** {@link Losses#accuracyAll}. */
    ACCURACY_ALL(
            "accuracy.all",
            Unit.FRACTION,
            "share of all pairs with argmax_c L[n,c] = y(n)",
            scalar(Losses::accuracyAll)),
    /** {@link Losses#accuracyTrain}. */
    ACCURACY_TRAIN(
            "accuracy.train",
            Unit.FRACTION,
            "share of the training pairs with argmax_c L[n,c] = y(n)",
            onSplit(Losses::accuracyTrain)),
    /** {@link Losses#accuracyTest}. */
    ACCURACY_TEST(
            "accuracy.test",
            Unit.FRACTION,
            "share of the test pairs with argmax_c L[n,c] = y(n)",
            onSplit(Losses::accuracyTest)),
    /** {@link WeightStructure#keyFrequencies}. */
    W_L_KEY_FREQUENCIES(
            "frequencies.W_L.key",
            Unit.FREQUENCY,
            "all k with √(‖F·W_L[2k−1]‖² + ‖F·W_L[2k]‖²) > 0.3 of the largest",
            WeightStructure::keyFrequencies),
    /** {@link WeightStructure#embeddingFrequencies}. */
    W_E_PROMINENT_FREQUENCIES(
            "frequencies.W_E.prominent",
            Unit.FREQUENCY,
            "all k with √(‖E[2k−1]‖² + ‖E[2k]‖²) > 0.3 of the largest, E = F·W_E[:, :p]ᵀ",
            WeightStructure::embeddingFrequencies),
    /** {@link WeightStructure#giniOfEmbedding}. */
    W_E_GINI("gini.W_E", Unit.FRACTION, "Gini of the p row norms of F·W_E[:, :p]ᵀ", WeightStructure::giniOfEmbedding),
    /** {@link WeightStructure#giniOfNeuronToLogit}. */
    W_L_GINI("gini.W_L", Unit.FRACTION, "Gini of the p row norms of F·W_L", WeightStructure::giniOfNeuronToLogit),
    /** {@link WeightStructure#sumOfSquares}. */
    SUM_OF_SQUARES(
            "weights.sum-of-squares", Unit.ONE, "Σ w² over all eleven tensors", scalar(WeightStructure::sumOfSquares)),
    /** {@link WeightStructure#sumOfSquaresEach}. */
    SUM_OF_SQUARES_EACH(
            "weights.sum-of-squares.each", Unit.ONE, "Σ w² of each tensor", WeightStructure::sumOfSquaresEach),
    /** {@link WeightStructure#residual}. */
    W_L_RESIDUAL(
            "W_L.residual-squared", Unit.FRACTION, "1 − Σ_keys ‖F·W_L[2k−1, 2k]‖² ÷ ‖W_L‖²", WeightStructure::residual),
    /** {@link WeightStructure#embeddingInKeysAndHarmonics}. */
    W_E_ENERGY_IN_KEYS(
            "W_E.energy-in-keys-and-harmonics",
            Unit.FRACTION,
            "Σ ‖F·W_E[:, :p]ᵀ[2m−1, 2m]‖² over m = k, 2k of the keys ÷ the same over all m",
            WeightStructure::embeddingInKeysAndHarmonics),
    /** {@link WeightStructure#rank99}. */
    W_L_RANK_99(
            "W_L.rank-99", Unit.COUNT, "smallest m with Σ_{i≤m} σ_i² ≥ 0.99 Σ σ_i², σ of W_L", WeightStructure::rank99),
    /** {@link WeightStructure#energyInRank2K}. */
    W_L_ENERGY_IN_RANK_2K(
            "W_L.energy-in-rank-2K",
            Unit.FRACTION,
            "Σ_{i≤2|keys|} σ_i² ÷ Σ σ_i², σ of W_L",
            WeightStructure::energyInRank2K),
    /** {@link FrequencyClusters#clusterPurity}. */
    W_L_CLUSTER_PURITY(
            "W_L.cluster-purity",
            Unit.FRACTION,
            "‖F·W_L[2k−1, 2k]‖² ÷ ‖W_L‖² over the columns of the neurons of k",
            FrequencyClusters::clusterPurity),
    /** {@link NeuronDirections#explainedVariance}. */
    DIRECTIONS_FVE(
            "fve.neuron-directions",
            Unit.FRACTION,
            "(c_kᵀt̃)² ÷ ‖t̃‖², t = N·W_LᵀF[2k−1]; s_k and F[2k] for sin.k",
            model -> model.neuronDirections().explainedVariance()),
    /** {@link NeuronDirections#smallestExplainedVariance}. */
    DIRECTIONS_SMALLEST_FVE(
            "fve.neuron-directions.min",
            Unit.FRACTION,
            "smallest member of fve.neuron-directions",
            model -> model.neuronDirections().smallestExplainedVariance()),
    /** {@link NeuronProbe#onTestPairs}. */
    PROBE_FVE(
            "fve.neuron-probe",
            Unit.FRACTION,
            "1 − Σ(y − ŷ)² ÷ Σ(y − mean)² over test, y = c_k (cos.k), s_k (sin.k); ŷ linear in N, fitted on train",
            new OnSplit(NeuronProbe::onTestPairs)),
    /** {@link CosineSum#alpha}. */
    ALPHA(
            "alpha",
            Unit.LOGITS,
            "(2/p³) Σ_{n,c} L[n,c] cos(2πk(a+b−c)/p) for each key",
            model -> model.cosineSum().alpha()),
    /** {@link CosineSum#relativeGap}. */
    ALPHA_RELATIVE_GAP(
            "alpha.relative-gap",
            Unit.FRACTION,
            "(C(0) − max_{d≠0} C(d)) ÷ C(0), C(d) = Σ_keys α_k cos(2πkd/p)",
            model -> model.cosineSum().relativeGap()),
    /** {@link CosineSum#fve}. */
    COSINE_SUM_FVE(
            "fve.logits.cosine-sum",
            Unit.FRACTION,
            "1 − Σ(L − m − C)² ÷ Σ(L − m)², C = Σ_keys α_k cos(2πk(a+b−c)/p)",
            model -> model.cosineSum().fve()),
    /** {@link CosineSum#loss}. */
    COSINE_SUM_LOSS(
            "loss.cosine-sum",
            Unit.NATS,
            "CE(C, all), C = Σ_keys α_k cos(2πk(a+b−c)/p)",
            scalar(model -> model.cosineSum().loss())),
    /** {@link AblatedLosses#restrictedAll}. */
    RESTRICTED_ALL(
            "loss.restricted.all",
            Unit.NATS,
            "CE(R, all), R = Σ_keys P_k(L) + mean_n(L)",
            scalar(AblatedLosses::restrictedAll)),
    /** {@link AblatedLosses#restrictedTrain}. */
    RESTRICTED_TRAIN(
            "loss.restricted.train",
            Unit.NATS,
            "CE(R, train), R = Σ_keys P_k(L) + mean_n(L)",
            onSplit(AblatedLosses::restrictedTrain)),
    /** {@link AblatedLosses#restrictedWithoutConstant}. */
    RESTRICTED_WITHOUT_CONSTANT(
            "loss.restricted.without-constant",
            Unit.NATS,
            "CE(Σ_keys P_k(L), all)",
            scalar(AblatedLosses::restrictedWithoutConstant)),
    /** {@link AblatedLosses#twentyTerms}. */
    RESTRICTED_TWENTY_TERMS(
            "loss.restricted.twenty-terms",
            Unit.NATS,
            "CE, all pairs, of L with Ĝ kept on (0, 0) and {2k − 1, 2k}² of the keys alone",
            scalar(AblatedLosses::twentyTerms)),
    /** {@link AblatedLosses#excludedTrain}. */
    EXCLUDED_TRAIN(
            "loss.excluded.train", Unit.NATS, "CE(L − Σ_keys P_k(L), train)", onSplit(AblatedLosses::excludedTrain)),
    /** {@link AblatedLosses#excludedTrainEvery}. */
    EXCLUDED_TRAIN_EVERY(
            "loss.excluded.train.every-frequency",
            Unit.NATS,
            "CE(L − Σ_k P_k(L), train) over all k, keys or not",
            onSplit(AblatedLosses::excludedTrainEvery)),
    /** {@link AblatedLosses#excludedTrainEach}. */
    EXCLUDED_TRAIN_EACH(
            "loss.excluded.train.each",
            Unit.NATS,
            "CE(L − P_k(L), train) for each key",
            new OnSplit(AblatedLosses::excludedTrainEach)),
    /** {@link AblatedLosses#excludedAllEach}. */
    EXCLUDED_ALL_EACH(
            "loss.excluded.all.each", Unit.NATS, "CE(L − P_k(L), all) for each key", AblatedLosses::excludedAllEach),
    /** {@link AblatedLosses#excludedAllOthers}. */
    EXCLUDED_ALL_OTHERS(
            "loss.excluded.all.others",
            Unit.NATS,
            "CE(L − P_k(L), all) for each frequency that is no key",
            AblatedLosses::excludedAllOthers),
    /** {@link AblatedLosses#keyBlocks}. */
    KEY_BLOCKS(
            "loss.key-blocks",
            Unit.NATS,
            "CE, all pairs, of L with Ĝ kept on {0, 2k−1, 2k}² of the keys alone",
            scalar(AblatedLosses::keyBlocks)),
    /** {@link LogitComponents#blockEnergyShare}. */
    BLOCK_ENERGY_SHARE(
            "logits.block-energy-share",
            Unit.FRACTION,
            "Σ of E = Σ_c Ĝ² over {2k−1, 2k}² of the keys ÷ Σ E without (0,0)",
            LogitComponents::blockEnergyShare),
    /** {@link LogitComponents#gap}. */
    COMPONENT_GAP(
            "logits.component-gap",
            Unit.ONE,
            "v_{4|keys|} ÷ v_{4|keys|+1} of the descending √E without (0,0)",
            LogitComponents::gap),
    /** {@link NeuronDirections#lossOnDirections}. */
    MLP_ON_DIRECTIONS(
            "loss.mlp-on-directions",
            Unit.NATS,
            "CE, all pairs, with N·QQᵀ for N; Q spans W_LᵀF[2k−1], W_LᵀF[2k] of the keys",
            scalar(model -> model.neuronDirections().lossOnDirections())),
    /** {@link NeuronDirections#lossOffDirections}. */
    MLP_OFF_DIRECTIONS(
            "loss.mlp-off-directions",
            Unit.NATS,
            "CE, all pairs, with N − N·QQᵀ for N; Q spans W_LᵀF[2k−1], W_LᵀF[2k] of the keys",
            scalar(model -> model.neuronDirections().lossOffDirections())),
    /** {@link ReplacedParts#withoutMlpSkip}. */
    MLP_SKIP_ZERO(
            "loss.mlp-skip-zero", Unit.NATS, "CE((N·W_outᵀ + b_out)·W_U, all)", scalar(ReplacedParts::withoutMlpSkip)),
    /** {@link ReplacedParts#withMeanMlpSkip}. */
    MLP_SKIP_MEAN(
            "loss.mlp-skip-mean",
            Unit.NATS,
            "CE((mean(mid) + N·W_outᵀ + b_out)·W_U, all)",
            scalar(ReplacedParts::withMeanMlpSkip)),
    /** {@link ReplacedParts#withoutHeads}. */
    HEADS_ZERO(
            "loss.heads-zero",
            Unit.NATS,
            "CE, all pairs, with every head's output 0",
            scalar(ReplacedParts::withoutHeads)),
    /** {@link ReplacedParts#withoutAttentionSkip}. */
    ATTENTION_SKIP_ZERO(
            "loss.attention-skip-zero",
            Unit.NATS,
            "CE, all pairs, with the heads' output alone for mid",
            scalar(ReplacedParts::withoutAttentionSkip)),
    /** {@link ReplacedParts#withoutAttentionToEquals}. */
    ATTENTION_WITHOUT_EQUALS(
            "loss.attention-without-equals",
            Unit.NATS,
            "CE, all pairs, with the softmax over a and b alone",
            scalar(ReplacedParts::withoutAttentionToEquals)),
    /** {@link ReplacedParts#withLinearAttention}. */
    ATTENTION_LINEAR(
            "loss.attention-linear",
            Unit.NATS,
            "CE, all pairs, with each head's attention to a fitted by a line in score(a) − score(b)",
            scalar(ReplacedParts::withLinearAttention)),
    /** {@link ReplacedParts#withNeuronsAsPolynomials}. */
    NEURONS_AS_POLYNOMIALS(
            "loss.neurons-as-polynomials",
            Unit.NATS,
            "CE, all pairs, with Ĝ of each neuron with max φ ≥ 0.85 kept on (0, 0) and {0, 2k−1, 2k}² of its k",
            scalar(ReplacedParts::withNeuronsAsPolynomials)),
    /** {@link HeadFrequencies#attentionToEquals}. */
    ATTENTION_TO_EQUALS(
            "attention.to-equals",
            Unit.FRACTION,
            "mean over all pairs of each head's attention from \"=\" to \"=\"",
            HeadFrequencies::attentionToEquals),
    /** {@link FrequencyClusters#singleFrequencyNeurons}. */
    SINGLE_FREQUENCY_NEURONS(
            "neurons.single-frequency",
            Unit.COUNT,
            "neurons with max_k φ(k) ≥ 0.85, φ(k) = Σ Ĝ² over {0, 2k−1, 2k}² ÷ Σ Ĝ² of N − mean",
            FrequencyClusters::singleFrequencyNeurons),
    /** {@link FrequencyClusters#offKeyNeurons}. */
    OFF_KEY_NEURONS(
            "neurons.off-key",
            Unit.COUNT,
            "neurons with max_k φ(k) ≥ 0.85 whose argmax_k φ(k) is no key, φ as for neurons.single-frequency",
            FrequencyClusters::offKeyNeurons),
    /** {@link FrequencyClusters#clusters}. */
    NEURON_CLUSTERS(
            "neurons.clusters",
            Unit.COUNT,
            "neurons with max_k φ(k) ≥ 0.85, counted by argmax_k φ(k), φ as for neurons.single-frequency",
            FrequencyClusters::clusters),
    /** {@link FrequencyClusters#frequencyOfFirstNeuron}. */
    FIRST_NEURON_FREQUENCY(
            "neuron.0.frequency",
            Unit.FREQUENCY,
            "argmax_k φ(k) of neuron 0, φ as for neurons.single-frequency",
            FrequencyClusters::frequencyOfFirstNeuron),
    /** {@link HeadFrequencies#heads}. */
    HEADS(
            "heads",
            Unit.FRACTION,
            "argmax_k and max_k of φ(k) of each head's attention from \"=\" to a, less its mean",
            HeadFrequencies::heads),
    /** {@link HeadFrequencies#scores}. */
    HEAD_SCORES(
            "heads.scores",
            Unit.FRACTION,
            "argmax_k and max_k of the share of k in the energy of each head's score of a, less its mean",
            HeadFrequencies::scores),
    /** {@link Losses#meanMargin}. */
    MARGIN_MEAN(
            "margin.mean",
            Unit.LOGITS,
            "mean over all pairs of L[n,y(n)] − max_{c≠y(n)} L[n,c]",
            scalar(Losses::meanMargin));

    private final Definition definition;
    private final Function<MeasuredModel, Value> measurement;

    ModelMeasure(String id, Unit unit, String formula, Function<MeasuredModel, Value> measurement) {
        this.definition = new Definition(id, unit, formula);
        this.measurement = measurement;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** Whether the measure exists only where the split is known. */
    public boolean needsSplit() {
        return measurement instanceof OnSplit;
    }

    /** Whether the value depends on which frequencies count as key. */
    public boolean needsKeys() {
        return NEED_KEYS.contains(this);
    }

    /**
     * Measures a model, in float64.
     *
     * @return {@link Value.Unavailable} where a split is needed and not known; {@link Value.Undefined} where the formula
     *     gives no number; never NaN
     */
    public Value of(MeasuredModel model) {
        return measurement.apply(model);
    }

    private static final Set<ModelMeasure> NEED_KEYS = EnumSet.of(
            W_L_KEY_FREQUENCIES,
            W_L_RESIDUAL,
            W_E_ENERGY_IN_KEYS,
            W_L_ENERGY_IN_RANK_2K,
            DIRECTIONS_FVE,
            DIRECTIONS_SMALLEST_FVE,
            PROBE_FVE,
            ALPHA,
            ALPHA_RELATIVE_GAP,
            COSINE_SUM_FVE,
            COSINE_SUM_LOSS,
            RESTRICTED_ALL,
            RESTRICTED_TRAIN,
            RESTRICTED_WITHOUT_CONSTANT,
            RESTRICTED_TWENTY_TERMS,
            EXCLUDED_TRAIN,
            EXCLUDED_TRAIN_EACH,
            EXCLUDED_ALL_EACH,
            EXCLUDED_ALL_OTHERS,
            KEY_BLOCKS,
            BLOCK_ENERGY_SHARE,
            COMPONENT_GAP,
            MLP_ON_DIRECTIONS,
            MLP_OFF_DIRECTIONS,
            OFF_KEY_NEURONS);

    private static Function<MeasuredModel, Value> scalar(ToDoubleFunction<MeasuredModel> number) {
        return model -> finite(number.applyAsDouble(model));
    }

    private static OnSplit onSplit(ToDoubleBiFunction<MeasuredModel, Split> number) {
        return new OnSplit((model, split) -> finite(number.applyAsDouble(model, split)));
    }

    private static Value finite(double x) {
        return Value.finite(x, "the mean is over no pair, or the weights are so large that it overflows");
    }

    /** A measurement that asks for the split. */
    private record OnSplit(BiFunction<MeasuredModel, Split, Value> measurement)
            implements Function<MeasuredModel, Value> {
        @Override
        public Value apply(MeasuredModel model) {
            Optional<Value> value = model.split().map(split -> measurement.apply(model, split));
            return value.orElseGet(() -> new Value.Unavailable("the train/test split is not known"));
        }
    }
}
