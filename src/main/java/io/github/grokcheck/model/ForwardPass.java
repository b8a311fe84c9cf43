package io.github.grokcheck.model;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.N_CTX;
import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_IN;
import static io.github.grokcheck.model.WeightName.W_K;
import static io.github.grokcheck.model.WeightName.W_O;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_POS;
import static io.github.grokcheck.model.WeightName.W_Q;
import static io.github.grokcheck.model.WeightName.W_U;
import static io.github.grokcheck.model.WeightName.W_V;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * The float64 forward pass at the final position, in plain Java.
 *
 * <p>Only "=" is read, and its query is the same for every pair. So each head's scores and values depend on a token and
 * its position alone: they are tabulated per token, and a pair only looks them up. Scores are divided by √d_head; "="
 * attends to a, b and itself. There is no layer normalisation and no bias in the attention or the unembedding.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, appendix A; transformers.py at 23d2c64"
 */
public final class ForwardPass {
    private ForwardPass() {}

    /** Runs the model on all p² pairs. */
    public static Activations onAllPairs(Weights weights) {
        int p = weights.p();
        Attention attention = new Attention(weights);
        Tensor residMid = attention.residMid();
        Tensor neurons = residMid.times(weights.get(W_IN).transposed())
                .plusRow(weights.get(B_IN).toArray())
                .map(x -> Math.max(x, 0));
        return new Activations(
                attention.toFirstToken(),
                residMid,
                neurons,
                logits(weights, residMid, neurons).columns(0, p));
    }

    /**
     * The logits that follow from given neurons and residual stream: (resid_mid + neurons · W_outᵀ + b_out) · W_U.
     *
     * @param residMid [pair, d_model]
     * @param neurons [pair, d_mlp]
     * @return [pair, outputs], the "=" column included
     */
    public static Tensor logits(Weights weights, Tensor residMid, Tensor neurons) {
        Tensor unembedding = weights.get(W_U);
        double[] bias = unembedding.transposed().times(weights.get(B_OUT).toArray());
        Tensor fromNeurons = neurons.times(weights.get(W_OUT).transposed().times(unembedding));
        return residMid.times(unembedding).plus(fromNeurons).plusRow(bias);
    }

    /** Per-token tables of one model's attention from "=". */
    private static final class Attention {
        private final int p;
        private final int heads;
        private final int dModel;
        /** resid_pre at "=", d_model numbers. */
        private final double[] atEquals;
        /** [position][head][token]: score of the token there; "=" has one entry. */
        private final double[][][] score = new double[N_CTX][][];
        /** [position][head]: [token, d_model], what the head adds to the stream if it attends there alone. */
        private final Tensor[][] output = new Tensor[N_CTX][];

        Attention(Weights weights) {
            p = weights.p();
            heads = weights.architecture().nHeads();
            dModel = weights.architecture().dModel();
            Tensor embedding = weights.get(W_E);
            Tensor numbers = embedding.columns(0, p).transposed();
            Tensor equalsSign = embedding.columns(p, p + 1).transposed();
            Tensor positions = weights.get(W_POS);
            atEquals = equalsSign.plusRow(positions.row(2)).row(0);
            for (int position = 0; position < N_CTX; position++) {
                Tensor tokens = (position == 2 ? equalsSign : numbers).plusRow(positions.row(position));
                score[position] = new double[heads][];
                output[position] = new Tensor[heads];
                for (int head = 0; head < heads; head++) {
                    score[position][head] = tokens.times(keyDirection(weights, head));
                    output[position][head] = tokens.times(valueToResidual(weights, head));
                }
            }
        }

        /** W_Kᵀ q / √d_head: what a token's stream is multiplied by to give its score. */
        private double[] keyDirection(Weights weights, int head) {
            double[] query = weights.get(W_Q).slice(head).times(atEquals);
            double root = Math.sqrt(query.length);
            double[] direction = weights.get(W_K).slice(head).transposed().times(query);
            return IntStream.range(0, direction.length)
                    .mapToDouble(i -> direction[i] / root)
                    .toArray();
        }

        /** (W_O W_V)ᵀ of one head: [d_model, d_model]. */
        private static Tensor valueToResidual(Weights weights, int head) {
            int dHead = weights.architecture().dHead();
            Tensor out = weights.get(W_O).columns(head * dHead, (head + 1) * dHead);
            return weights.get(W_V).slice(head).transposed().times(out.transposed());
        }

        Tensor toFirstToken() {
            double[] attention = new double[heads * p * p];
            for (int head = 0; head < heads; head++) {
                for (int pair = 0; pair < p * p; pair++) {
                    attention[head * p * p + pair] = pattern(head, pair / p, pair % p)[0];
                }
            }
            return Tensor.owning(Shape.of(Axis.HEAD, heads, Axis.PAIR, p * p), attention);
        }

        private double[] pattern(int head, int a, int b) {
            double toA = score[0][head][a];
            double toB = score[1][head][b];
            double toEquals = score[2][head][0];
            double largest = Math.max(toA, Math.max(toB, toEquals));
            double expA = Math.exp(toA - largest);
            double expB = Math.exp(toB - largest);
            double expEquals = Math.exp(toEquals - largest);
            double sum = expA + expB + expEquals;
            return new double[] {expA / sum, expB / sum, expEquals / sum};
        }

        Tensor residMid() {
            double[] stream = new double[p * p * dModel];
            IntStream.range(0, p).parallel().forEach(a -> {
                for (int b = 0; b < p; b++) {
                    addHeads(a, b, stream, (a * p + b) * dModel);
                }
            });
            return Tensor.owning(Shape.of(Axis.PAIR, p * p, Axis.D_MODEL, dModel), stream);
        }

        private void addHeads(int a, int b, double[] stream, int offset) {
            System.arraycopy(atEquals, 0, stream, offset, dModel);
            int[] token = {a, b, 0};
            for (int head = 0; head < heads; head++) {
                double[] pattern = pattern(head, a, b);
                for (int position = 0; position < N_CTX; position++) {
                    Tensor table = output[position][head];
                    int row = token[position] * dModel;
                    for (int i = 0; i < dModel; i++) {
                        stream[offset + i] += pattern[position] * table.at(row + i);
                    }
                }
            }
        }
    }
}
