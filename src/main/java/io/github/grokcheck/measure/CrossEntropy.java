package io.github.grokcheck.measure;

import io.github.grokcheck.dataset.ModularAddition;
import java.util.stream.IntStream;

/**
 * Cross-entropy of the right answer, in nats, float64: log Σ_c exp M[n, c] − M[n, y(n)] with y = (a + b) mod p. The row's
 * maximum is taken off first, and the rest is summed before the 1 it stands for, so that a loss far below 1e-16 still has
 * all its digits.
 */
final class CrossEntropy {
    private CrossEntropy() {}

    /** The loss of every pair, row a·p + b; the same bits for any number of threads. */
    static double[] perPair(ModularAddition task, LogitRows logits) {
        int p = task.p();
        double[] losses = new double[task.pairs()];
        IntStream.range(0, p).parallel().forEach(a -> {
            for (int row = a * p; row < (a + 1) * p; row++) {
                double[] buffer = new double[p];
                logits.addTo(row, 1, buffer);
                losses[row] = ofRow(buffer, task.label(row));
            }
        });
        return losses;
    }

    /** The mean loss over all pairs. */
    static double mean(ModularAddition task, LogitRows logits) {
        return mean(perPair(task, logits));
    }

    /** The mean over all pairs. */
    static double mean(double[] perPair) {
        return mean(perPair, IntStream.range(0, perPair.length).toArray());
    }

    /** The mean over some pairs. */
    static double mean(double[] perPair, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += perPair[row];
        }
        return sum / rows.length;
    }

    /** One row's loss, ≥ 0. */
    static double ofRow(double[] logits, int label) {
        int largest = argmax(logits);
        double others = 0;
        for (int c = 0; c < logits.length; c++) {
            if (c != largest) {
                others += Math.exp(logits[c] - logits[largest]);
            }
        }
        return Math.log1p(others) + (logits[largest] - logits[label]);
    }

    /** The index of the largest number, the smallest of equal ones. */
    static int argmax(double[] logits) {
        int largest = 0;
        for (int c = 1; c < logits.length; c++) {
            if (logits[c] > logits[largest]) {
                largest = c;
            }
        }
        return largest;
    }
}
