package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * Loss of some rows of logits x and its gradient, in float64, from what wrong answers c weigh beside the right one r:
 * with w_c = exp(x_c − x_r) and S their sum, the loss is log(1 + S), its gradient w_c/(1 + S) for a wrong answer and
 * −S/(1 + S) for the right one. Nothing cancels, however sure the model is.
 */
final class RowLosses {
    /** Rows whose sums are computed at once: each is summed from left to right, and an addition waits for the one before. */
    private static final int AT_ONCE = 4;

    /** A sum of weights beyond which it, or its product with the number of examples, is no float64 any more. */
    private static final double GREATEST = 1e300;

    private final int logits;
    private final double examples;
    /** What a row's logits are shifted by, then what its weights are multiplied by, [most rows, 1]. */
    private final EngineMemory ofRow;

    private final double[] weight;
    private final double[] sum = new double[AT_ONCE];

    /**
     * @param manager owns the memory
     * @param mostRows that will be asked for at a time
     * @param examples what the losses' sum is divided by before its gradient is taken
     */
    RowLosses(NDManager manager, int mostRows, int logits, int examples) {
        this.logits = logits;
        this.examples = examples;
        ofRow = EngineMemory.allocate(manager, DataType.FLOAT64, mostRows, 1);
        weight = new double[(mostRows + AT_ONCE) * logits];
    }

    /** Memory for {@link #compute} on so many rows, made once because a view costs as much as a small operation. */
    NDArray ofRows(int rows) {
        return ofRow.array().get("0:" + rows);
    }

    /**
     * Computes the losses, in nats, and their gradient.
     *
     * @param logitsOfRows [rows, logits], closed at the end
     * @param factors {@link #ofRows} of these rows
     * @param labels of the examples, [examples]
     * @param losses likewise, filled for these rows
     * @param from the example of the first row
     * @return gradient of the losses' sum over the number of examples, [rows, logits], float64
     */
    NDArray compute(NDArray logitsOfRows, NDArray factors, int[] labels, double[] losses, int from) {
        int rows = Math.toIntExact(logitsOfRows.size(0));
        try (logitsOfRows;
                NDArray shifted = logitsOfRows.toType(DataType.FLOAT64, true)) {
            DoubleBuffer beside = EngineMemory.of(shifted).doubles();
            for (int row = 0; row < rows; row++) {
                ofRow.doubles().put(row, beside.get(row * logits + labels[from + row]));
            }
            shifted.subi(factors);
            NDArray gradient = shifted.exp();
            DoubleBuffer weights = EngineMemory.of(gradient).doubles();
            weights.get(0, weight, 0, rows * logits);
            for (int row = 0; row < rows; row += AT_ONCE) {
                int these = Math.min(AT_ONCE, rows - row);
                for (int i = 0; i < these; i++) {
                    weight[(row + i) * logits + labels[from + row + i]] = 0;
                }
                sumRows(row);
                for (int i = 0; i < these; i++) {
                    int label = labels[from + row + i];
                    if (sum[i] <= GREATEST) {
                        losses[from + row + i] = Math.log1p(sum[i]);
                        weights.put((row + i) * logits + label, -sum[i]);
                        ofRow.doubles().put(row + i, 1 / ((1 + sum[i]) * examples));
                    } else {
                        losses[from + row + i] = overflown(beside, weights, row + i, label);
                        ofRow.doubles().put(row + i, 1 / examples);
                    }
                }
            }
            return gradient.muli(factors);
        }
    }

    private void sumRows(int row) {
        int first = row * logits;
        int second = first + logits;
        int third = second + logits;
        int fourth = third + logits;
        double ofFirst = 0;
        double ofSecond = 0;
        double ofThird = 0;
        double ofFourth = 0;
        for (int c = 0; c < logits; c++) {
            ofFirst += weight[first + c];
            ofSecond += weight[second + c];
            ofThird += weight[third + c];
            ofFourth += weight[fourth + c];
        }
        sum[0] = ofFirst;
        sum[1] = ofSecond;
        sum[2] = ofThird;
        sum[3] = ofFourth;
    }

    /**
     * A row whose wrong answers weigh more than float64 holds, so that they are weighed beside the greatest of them.
     *
     * @param weights filled with the row's gradient
     * @return its loss
     */
    private double overflown(DoubleBuffer shifted, DoubleBuffer weights, int row, int label) {
        double[] ofRow = new double[logits];
        shifted.get(row * logits, ofRow);
        double greatest = Arrays.stream(ofRow).max().orElseThrow();
        double[] beside = Arrays.stream(ofRow).map(x -> Math.exp(x - greatest)).toArray();
        double sum = Arrays.stream(beside).sum();
        double wrong = sum - beside[label];
        for (int c = 0; c < logits; c++) {
            weights.put(row * logits + c, (c == label ? -wrong : beside[c]) / sum);
        }
        return greatest + Math.log(sum);
    }
}
