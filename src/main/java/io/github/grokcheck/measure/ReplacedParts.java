package io.github.grokcheck.measure;

import io.github.grokcheck.model.Activations;
import io.github.grokcheck.model.Attention;
import io.github.grokcheck.model.ForwardPass;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.PairLines;
import io.github.grokcheck.spectral.SingleFrequencyShares.Share;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The loss over all pairs, in nats, after a part of the model was removed or replaced by something simpler. What follows
 * the changed part is computed anew.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.4, appendices A.1 and C.1.3"
 */
final class ReplacedParts {
    private ReplacedParts() {}

    /** Without the skip connection around the MLP in the logits: CE((N·W_outᵀ + b_out)·W_U). */
    static double withoutMlpSkip(MeasuredModel model) {
        return lossBesideMlp(model, new double[model.weights().architecture().dModel()]);
    }

    /** With the mean over all pairs in the skip's place: CE((mean(mid) + N·W_outᵀ + b_out)·W_U). */
    static double withMeanMlpSkip(MeasuredModel model) {
        return lossBesideMlp(model, model.activations().residMid().columnMeans());
    }

    private static double lossBesideMlp(MeasuredModel model, double[] skip) {
        Tensor unembedding =
                model.weights().get(WeightName.W_U).columns(0, model.weights().p());
        double[] bOut = model.weights().get(WeightName.B_OUT).toArray();
        Arrays.setAll(bOut, i -> bOut[i] + skip[i]);
        Tensor fromNeurons =
                model.activations().neurons().times(model.neuronToLogit().transposed());
        return CrossEntropy.mean(
                model.task(),
                LogitRows.of(fromNeurons.plusRow(unembedding.transposed().times(bOut))));
    }

    /** With every head's output 0: the MLP sees the embedding of "=" alone, and all pairs look the same. */
    static double withoutHeads(MeasuredModel model) {
        return lossAfter(
                model,
                model.activations()
                        .residMid()
                        .map(x -> 0)
                        .plusRow(model.attention().fromEquals()));
    }

    /** Without the skip connection around the attention: resid_mid is what the heads add, for MLP and logits alike. */
    static double withoutAttentionSkip(MeasuredModel model) {
        Attention attention = model.attention();
        return lossAfter(model, attention.fromHeads(attention.softmax()));
    }

    /** With no attention from "=" to itself: the softmax is over a and b. */
    static double withoutAttentionToEquals(MeasuredModel model) {
        Attention attention = model.attention();
        return lossAfter(
                model, attention.fromHeads(attention.softmaxWithoutEquals()).plusRow(attention.fromEquals()));
    }

    /**
     * With each head's attention to a, without "=", replaced by its least-squares line in the difference of the scores of
     * a and b over all pairs; b gets the rest.
     */
    static double withLinearAttention(MeasuredModel model) {
        Attention attention = model.attention();
        int p = model.weights().p();
        Line[] lines = IntStream.range(0, attention.heads())
                .mapToObj(head -> Line.through(
                        pairs(p, pair -> difference(attention, head, pair / p, pair % p)),
                        pairs(p, pair -> attention.softmaxWithoutEquals().of(head, pair / p, pair % p)[0])))
                .toArray(Line[]::new);
        Attention.Pattern linear = (head, a, b) -> {
            double toFirst = lines[head].at(difference(attention, head, a, b));
            return new double[] {toFirst, 1 - toFirst, 0};
        };
        return lossAfter(model, attention.fromHeads(linear).plusRow(attention.fromEquals()));
    }

    private static double difference(Attention attention, int head, int a, int b) {
        return attention.scoreOfFirst(head, a) - attention.scoreOfSecond(head, b);
    }

    private static double[] pairs(int p, IntToDoubleFunction ofPair) {
        return IntStream.range(0, p * p).mapToDouble(ofPair).toArray();
    }

    private static double lossAfter(MeasuredModel model, Tensor residMid) {
        Weights weights = model.weights();
        Tensor logits = ForwardPass.logits(weights, residMid, ForwardPass.neurons(weights, residMid))
                .columns(0, weights.p());
        return CrossEntropy.mean(model.task(), LogitRows.of(logits));
    }

    /**
     * With every neuron that belongs to a frequency replaced by its polynomial of degree two in that frequency: its mean
     * and its part in {0, 2k − 1, 2k}². The other neurons stay as they are.
     */
    static double withNeuronsAsPolynomials(MeasuredModel model) {
        Activations activations = model.activations();
        Tensor neurons = activations.neurons();
        int columns = neurons.size(1);
        double[] replaced = neurons.toArray();
        for (int neuron = 0; neuron < columns; neuron++) {
            Optional<Share> share = FrequencyClusters.membership(model, neuron);
            if (share.isPresent()) {
                double[] polynomial = polynomial(
                        model.basis(), neurons.column(neuron), share.get().frequency());
                for (int pair = 0; pair < polynomial.length; pair++) {
                    replaced[pair * columns + neuron] = polynomial[pair];
                }
            }
        }
        Tensor logits = ForwardPass.logits(
                        model.weights(), activations.residMid(), Tensor.owning(neurons.shape(), replaced))
                .columns(0, model.weights().p());
        return CrossEntropy.mean(model.task(), LogitRows.of(logits));
    }

    private static double[] polynomial(FourierBasis basis, double[] onPairs, Frequency frequency) {
        int p = basis.p();
        Tensor column = Tensor.of(Shape.of(Axis.PAIR, p * p, Axis.D_MLP, 1), onPairs);
        double[] polynomial = new double[p * p];
        Arrays.fill(polynomial, column.columnMeans()[0]);
        for (PairLines lines : PairLines.values()) {
            Tensor waves = basis.project(lines.means(column, p), List.of(frequency));
            for (int pair = 0; pair < polynomial.length; pair++) {
                polynomial[pair] += waves.at(lines.line(pair, p));
            }
        }
        return polynomial;
    }

    /** y ≈ meanY + slope · (x − meanX), by least squares; flat where x never varies. */
    private record Line(double meanX, double meanY, double slope) {
        static Line through(double[] x, double[] y) {
            double meanX = Arrays.stream(x).average().orElseThrow();
            double meanY = Arrays.stream(y).average().orElseThrow();
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < x.length; i++) {
                xx += (x[i] - meanX) * (x[i] - meanX);
                xy += (x[i] - meanX) * (y[i] - meanY);
            }
            return new Line(meanX, meanY, xx == 0 ? 0 : xy / xx);
        }

        double at(double x) {
            return meanY + slope * (x - meanX);
        }
    }
}
