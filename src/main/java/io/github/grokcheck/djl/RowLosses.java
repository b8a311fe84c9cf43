package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * Loss of some rows of logits and its gradient, in float64: −log softmax(logits)[label], and softmax − one-hot with 1 −
 * softmax of the right answer as the sum of the wrong ones, so that nothing cancels when the model is nearly sure.
 */
final class RowLosses {
    /** Rows whose sums are computed at once: each is summed from left to right, and an addition waits for the one before. */
    private static final int AT_ONCE = 4;

    private final int logits;
    private final double[] probability;
    private final double[] right = new double[AT_ONCE];
    private final double[] wrong = new double[AT_ONCE];

    /** @param mostRows that will be asked for at a time */
    RowLosses(int mostRows, int logits) {
        this.logits = logits;
        probability = new double[(mostRows + AT_ONCE) * logits];
    }

    /**
     * Computes the losses, in nats, and their sum's gradient.
     *
     * @param ofRows logits, [rows, logits], closed at the end
     * @param labels of the examples, [examples]
     * @param losses likewise, filled for these rows
     * @param from the example of the first row
     * @return softmax − one-hot, [rows, logits], float64
     */
    NDArray compute(NDArray ofRows, int[] labels, double[] losses, int from) {
        int rows = Math.toIntExact(ofRows.size(0));
        try (ofRows;
                NDArray wide = ofRows.toType(DataType.FLOAT64, true)) {
            NDArray gradient = wide.softmax(1);
            DoubleBuffer softmax = EngineMemory.of(gradient).doubles();
            softmax.get(0, probability, 0, rows * logits);
            for (int row = 0; row < rows; row += AT_ONCE) {
                int these = Math.min(AT_ONCE, rows - row);
                takeRight(row, these, labels, from);
                sumWrong(row);
                for (int i = 0; i < these; i++) {
                    int label = labels[from + row + i];
                    softmax.put((row + i) * logits + label, -wrong[i]);
                    losses[from + row + i] = right[i] == 0
                            ? underflown(EngineMemory.of(wide).doubles(), row + i, label)
                            : wrong[i] < 0.5 ? -Math.log1p(-wrong[i]) : -Math.log(right[i]);
                }
            }
            return gradient;
        }
    }

    private void takeRight(int row, int rows, int[] labels, int from) {
        for (int i = 0; i < rows; i++) {
            int at = (row + i) * logits + labels[from + row + i];
            right[i] = probability[at];
            probability[at] = 0;
        }
    }

    private void sumWrong(int row) {
        int first = row * logits;
        int second = first + logits;
        int third = second + logits;
        int fourth = third + logits;
        double ofFirst = 0;
        double ofSecond = 0;
        double ofThird = 0;
        double ofFourth = 0;
        for (int c = 0; c < logits; c++) {
            ofFirst += probability[first + c];
            ofSecond += probability[second + c];
            ofThird += probability[third + c];
            ofFourth += probability[fourth + c];
        }
        wrong[0] = ofFirst;
        wrong[1] = ofSecond;
        wrong[2] = ofThird;
        wrong[3] = ofFourth;
    }

    /** The loss where the right answer's probability is below the least float64. */
    private double underflown(DoubleBuffer wide, int row, int label) {
        double[] ofRow = new double[logits];
        wide.get(row * logits, ofRow);
        double greatest = Arrays.stream(ofRow).max().orElseThrow();
        double sum = Arrays.stream(ofRow).map(x -> Math.exp(x - greatest)).sum();
        return greatest - ofRow[label] + Math.log(sum);
    }
}
