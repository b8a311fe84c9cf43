package io.github.grokcheck.spectral;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;

/**
 * The four ways to cut the p × p table of pairs into p parallel lines of p pairs each, on which a wave can be constant.
 *
 * <p>A function of (a, b) made of cos, sin and constant of one frequency k in a, times the same in b, is a constant plus
 * four plain waves of frequency k: one in a, one in b, one in a + b, one in a − b. These are orthogonal to each other. So
 * the mean over lines, p numbers, already holds everything that a projection on such waves needs, and no two-dimensional
 * transform is made. In particular the projection P_k on the sum directions is the one-dimensional projection of
 * {@link #SUM}'s means.
 */
public enum PairLines {
    /** a is constant. */
    FIRST(1, 0),
    /** b is constant. */
    SECOND(0, 1),
    /** (a + b) mod p is constant. */
    SUM(1, 1),
    /** (a − b) mod p is constant. */
    DIFFERENCE(1, -1);

    private final int ofFirst;
    private final int ofSecond;

    PairLines(int ofFirst, int ofSecond) {
        this.ofFirst = ofFirst;
        this.ofSecond = ofSecond;
    }

    /** Returns the number 0…p−1 of the line on which the pair in row a·p + b lies. */
    public int line(int row, int p) {
        return Math.floorMod(ofFirst * (row / p) + ofSecond * (row % p), p);
    }

    /**
     * Returns the mean over each line's p pairs.
     *
     * @param onPairs [pair = p², m], row a·p + b; not modified
     * @param p odd
     * @return [p, m]
     * @throws ShapeException if there are not p² rows
     */
    public Tensor means(Tensor onPairs, int p) {
        if (onPairs.size(0) != p * p) {
            throw new ShapeException("expected p² = " + p * p + " rows, got " + onPairs.shape());
        }
        int columns = onPairs.size(1);
        double[] means = new double[p * columns];
        for (int row = 0; row < p * p; row++) {
            int from = row * columns;
            int to = line(row, p) * columns;
            for (int column = 0; column < columns; column++) {
                means[to + column] += onPairs.at(from + column);
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= p;
        }
        return Tensor.owning(Shape.of(Axis.ANY, p, onPairs.shape().axes().get(1), columns), means);
    }
}
