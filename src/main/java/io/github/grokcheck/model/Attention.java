package io.github.grokcheck.model;

import static io.github.grokcheck.model.WeightName.N_CTX;
import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_K;
import static io.github.grokcheck.model.WeightName.W_O;
import static io.github.grokcheck.model.WeightName.W_POS;
import static io.github.grokcheck.model.WeightName.W_Q;
import static io.github.grokcheck.model.WeightName.W_V;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * What the heads do at "=", in float64. Only "=" is read, and its query is the same for every pair. So each head's scores
 * and values depend on a token and its position alone: they are tabulated per token, and a pair only looks them up.
 * Scores are divided by √d_head; "=" attends to a, b and itself.
 */
public final class Attention {
    private final int p;
    private final int heads;
    private final int dModel;
    /** resid_pre at "=", d_model numbers. */
    private final double[] atEquals;
    /** [position][head][token]: score of the token there; "=" has one entry. */
    private final double[][][] score = new double[N_CTX][][];
    /** [position][head]: [token, d_model], what the head adds to the stream if it attends there alone. */
    private final Tensor[][] output = new Tensor[N_CTX][];

    /** Tabulates one model. */
    public Attention(Weights weights) {
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

    /** A way to attend from "=": three weights, to a, to b and to "=" itself. */
    @FunctionalInterface
    public interface Pattern {
        /** The weights of one head on the pair (a, b). */
        double[] of(int head, int a, int b);
    }

    /** The model's own pattern: the softmax of the three scores. */
    public Pattern softmax() {
        return (head, a, b) -> softmax(scoreOfFirst(head, a), scoreOfSecond(head, b), score[2][head][0]);
    }

    /** The pattern without "=": the softmax of two scores, which is the logistic sigmoid of their difference. */
    public Pattern softmaxWithoutEquals() {
        return (head, a, b) -> softmax(scoreOfFirst(head, a), scoreOfSecond(head, b), Double.NEGATIVE_INFINITY);
    }

    private static double[] softmax(double toA, double toB, double toEquals) {
        double largest = Math.max(toA, Math.max(toB, toEquals));
        double expA = Math.exp(toA - largest);
        double expB = Math.exp(toB - largest);
        double expEquals = Math.exp(toEquals - largest);
        double sum = expA + expB + expEquals;
        return new double[] {expA / sum, expB / sum, expEquals / sum};
    }

    /** A head's score of the number a at the first position, √d_head taken out. */
    public double scoreOfFirst(int head, int a) {
        return score[0][head][a];
    }

    /** A head's score of the number b at the second position, √d_head taken out. */
    public double scoreOfSecond(int head, int b) {
        return score[1][head][b];
    }

    /** Number of heads. */
    public int heads() {
        return heads;
    }

    /** What "=" brings along the skip connection: its embedding and position, d_model numbers. */
    public double[] fromEquals() {
        return atEquals.clone();
    }

    /** The model's own attention from "=" to one position, 0 to 2: [head, pair]. */
    public Tensor toPosition(int position) {
        Pattern pattern = softmax();
        double[] attention = new double[heads * p * p];
        for (int head = 0; head < heads; head++) {
            for (int pair = 0; pair < p * p; pair++) {
                attention[head * p * p + pair] = pattern.of(head, pair / p, pair % p)[position];
            }
        }
        return Tensor.owning(Shape.of(Axis.HEAD, heads, Axis.PAIR, p * p), attention);
    }

    /** What the heads add to the stream if they attend in this way, without the skip connection: [pair, d_model]. */
    public Tensor fromHeads(Pattern pattern) {
        double[] stream = new double[p * p * dModel];
        IntStream.range(0, p).parallel().forEach(a -> {
            for (int b = 0; b < p; b++) {
                addHeads(pattern, a, b, stream, (a * p + b) * dModel);
            }
        });
        return Tensor.owning(Shape.of(Axis.PAIR, p * p, Axis.D_MODEL, dModel), stream);
    }

    private void addHeads(Pattern pattern, int a, int b, double[] stream, int offset) {
        int[] token = {a, b, 0};
        for (int head = 0; head < heads; head++) {
            double[] weights = pattern.of(head, a, b);
            for (int position = 0; position < N_CTX; position++) {
                Tensor table = output[position][head];
                int row = token[position] * dModel;
                for (int i = 0; i < dModel; i++) {
                    stream[offset + i] += weights[position] * table.at(row + i);
                }
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
}
