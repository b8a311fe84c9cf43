package io.github.grokcheck.support;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Tensor;

/**
 * The transformer written out for one example: three positions, a causal mask, every head's queries, keys and values. An
 * oracle for the tabulated forward pass, which shares no line with it.
 */
public final class NaiveTransformer {
    /** resid_mid at "=". */
    public final double[] mid;
    /** After the ReLU, at "=". */
    public final double[] neurons;
    /** All p + 1 outputs at "=". */
    public final double[] logits;
    /** Per head: from "=" to a, b, "=". */
    public final double[][] attention;

    private static final double MASKED = -1e10;

    public NaiveTransformer(Weights weights, int a, int b) {
        int[] tokens = {a, b, weights.p()};
        int dModel = weights.architecture().dModel();
        int heads = weights.architecture().nHeads();
        int dHead = weights.architecture().dHead();
        double[][] stream = new double[3][dModel];
        for (int position = 0; position < 3; position++) {
            for (int i = 0; i < dModel; i++) {
                stream[position][i] = weights.get(WeightName.W_E).at(i, tokens[position])
                        + weights.get(WeightName.W_POS).at(position, i);
            }
        }
        double[] concatenated = new double[heads * dHead];
        attention = new double[heads][];
        for (int head = 0; head < heads; head++) {
            double[][] pattern = pattern(weights, head, stream);
            attention[head] = pattern[2];
            for (int position = 0; position < 3; position++) {
                double[] value = product(weights.get(WeightName.W_V).slice(head), stream[position]);
                for (int i = 0; i < dHead; i++) {
                    concatenated[head * dHead + i] += pattern[2][position] * value[i];
                }
            }
        }
        mid = sum(stream[2], product(weights.get(WeightName.W_O), concatenated));
        neurons = sum(
                product(weights.get(WeightName.W_IN), mid),
                weights.get(WeightName.B_IN).toArray());
        for (int i = 0; i < neurons.length; i++) {
            neurons[i] = neurons[i] > 0 ? neurons[i] : 0;
        }
        logits = logits(weights, mid, neurons);
    }

    /** What follows after the neurons: (mid + W_out · neurons + b_out) · W_U. */
    public static double[] logits(Weights weights, double[] mid, double[] neurons) {
        double[] mlp = sum(
                product(weights.get(WeightName.W_OUT), neurons),
                weights.get(WeightName.B_OUT).toArray());
        double[] post = sum(mid, mlp);
        double[] logits = new double[weights.p() + 1];
        for (int c = 0; c < logits.length; c++) {
            for (int i = 0; i < post.length; i++) {
                logits[c] += post[i] * weights.get(WeightName.W_U).at(i, c);
            }
        }
        return logits;
    }

    private static double[][] pattern(Weights weights, int head, double[][] stream) {
        double[][] pattern = new double[3][3];
        for (int from = 0; from < 3; from++) {
            double[] query = product(weights.get(WeightName.W_Q).slice(head), stream[from]);
            double sum = 0;
            for (int to = 0; to < 3; to++) {
                double[] key = product(weights.get(WeightName.W_K).slice(head), stream[to]);
                double score = 0;
                for (int i = 0; i < key.length; i++) {
                    score += query[i] * key[i];
                }
                pattern[from][to] = Math.exp(to > from ? MASKED : score / Math.sqrt(key.length));
                sum += pattern[from][to];
            }
            for (int to = 0; to < 3; to++) {
                pattern[from][to] /= sum;
            }
        }
        return pattern;
    }

    private static double[] product(Tensor matrix, double[] vector) {
        double[] result = new double[matrix.size(0)];
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                result[row] += matrix.at(row, column) * vector[column];
            }
        }
        return result;
    }

    private static double[] sum(double[] left, double[] right) {
        double[] result = new double[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = left[i] + right[i];
        }
        return result;
    }
}
