package io.github.grokcheck.measure;

import io.github.grokcheck.model.Attention;
import io.github.grokcheck.spectral.SingleFrequencyShares;
import io.github.grokcheck.spectral.SingleFrequencyShares.Share;
import io.github.grokcheck.spectral.Variation;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where each head looks from "=", and by which frequency that changes with the tokens.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.1, figure 4; appendices A.1 and C.1, table 2"
 */
final class HeadFrequencies {
    private HeadFrequencies() {}

    /** For each head its attention from "=" to the first token: best frequency and share; empty where it never varies. */
    static Value heads(MeasuredModel model) {
        Tensor attention = model.activations().attention().transposed();
        SingleFrequencyShares shares = SingleFrequencyShares.ofColumns(model.basis(), attention);
        List<Optional<Value.Head>> heads = IntStream.range(0, attention.size(1))
                .mapToObj(head -> shares.best(head).map(HeadFrequencies::head))
                .toList();
        return new Value.Heads(heads);
    }

    private static Value.Head head(Share share) {
        return new Value.Head(share.frequency().k(), share.fve());
    }

    /**
     * For each head its score of the first token, q · W_K(W_E[a] + W_pos[0]) / √d_head, less its mean over a: the
     * frequency with the largest share of its energy, and that share; empty where it never varies.
     */
    static Value scores(MeasuredModel model) {
        Attention attention = model.attention();
        return new Value.Heads(IntStream.range(0, attention.heads())
                .mapToObj(head -> scoreShare(model, attention, head))
                .toList());
    }

    private static Optional<Value.Head> scoreShare(MeasuredModel model, Attention attention, int head) {
        double[] scores = IntStream.range(0, model.weights().p())
                .mapToDouble(a -> attention.scoreOfFirst(head, a))
                .toArray();
        double variation = Variation.ofAll(Tensor.of(Shape.of(Axis.A, scores.length), scores));
        double[] coefficients = model.basis().transform(scores);
        return variation == 0
                ? Optional.empty()
                : model.basis().frequencies().stream()
                        .map(k -> new Value.Head(
                                k.k(),
                                (Math.pow(coefficients[k.cosineRow()], 2) + Math.pow(coefficients[k.sineRow()], 2))
                                        / variation))
                        .max(Comparator.comparingDouble(Value.Head::fve)
                                .thenComparing(Value.Head::frequency, Comparator.reverseOrder()));
    }

    /** For each head, named by its index, the mean over all pairs of its attention from "=" to "=" itself. */
    static Value attentionToEquals(MeasuredModel model) {
        double[] means = model.attention().toPosition(2).transposed().columnMeans();
        Map<String, Double> byHead = new LinkedHashMap<>();
        IntStream.range(0, means.length).forEach(head -> byHead.put(Integer.toString(head), means[head]));
        return new Value.Members(byHead);
    }
}
