package io.github.grokcheck.measure;

import io.github.grokcheck.spectral.FourierBasis;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.SumDirections;
import io.github.grokcheck.spectral.Waves;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Identities of arithmetic mod p on which the paper's reading of the model rests, held against the very code that
 * measures models. An error is the largest absolute deviation found, of the order of 1e-15 where the identity holds.
 *
 * @see "Nanda et al. 2023, arXiv 2301.05217, section 4.1 and appendix A"
 */
final class Mathematics {
    /** Synthetic matrices are drawn evenly from −1…1 with this seed: every run sees the same. */
    private static final long SEED = 0;

    private Mathematics() {}

    /** max |F·Fᵀ − 1|. */
    static double basisOrthonormalityError(Waves waves) {
        return deviationFromIdentity(FourierBasis.of(waves).rows());
    }

    /**
     * The largest of: the distance of c_k's and s_k's entries, built from products of basis rows, from
     * √2/p · cos 2πk(a+b)/p and √2/p · sin 2πk(a+b)/p; and the deviation of all their inner products from 0 and 1.
     */
    static double sumDirectionsError(Waves waves) {
        int p = waves.p();
        FourierBasis basis = FourierBasis.of(waves);
        List<double[]> directions = new ArrayList<>();
        double worst = 0;
        for (Frequency frequency : basis.frequencies()) {
            double[] cosine = SumDirections.cosine(basis, frequency);
            double[] sine = SumDirections.sine(basis, frequency);
            for (int row = 0; row < p * p; row++) {
                int turn = frequency.k() * (row / p + row % p);
                worst = Math.max(worst, Math.abs(cosine[row] - Math.sqrt(2) / p * waves.cos(turn)));
                worst = Math.max(worst, Math.abs(sine[row] - Math.sqrt(2) / p * waves.sin(turn)));
            }
            directions.add(cosine);
            directions.add(sine);
        }
        double[] rows = directions.stream().flatMapToDouble(Arrays::stream).toArray();
        Shape shape = Shape.of(Axis.ANY, directions.size(), Axis.PAIR, p * p);
        return Math.max(worst, deviationFromIdentity(Tensor.owning(shape, rows)));
    }

    private static double deviationFromIdentity(Tensor rows) {
        Tensor products = rows.times(rows.transposed());
        int n = products.size(0);
        return IntStream.range(0, n * n)
                .mapToDouble(i -> Math.abs(products.at(i) - (i / n == i % n ? 1 : 0)))
                .max()
                .orElse(0);
    }

    /** max |P_k(M·A) − P_k(M)·A| over all k, for a synthetic M [p² × 3] and A [3 × 2]; the waves make the first P_k. */
    static double projectionCommutesError(Waves waves) {
        int p = waves.p();
        FourierBasis basis = FourierBasis.orthonormal(p);
        FourierBasis first = FourierBasis.of(waves);
        SplittableRandom random = new SplittableRandom(SEED);
        Tensor onPairs = synthetic(random, Shape.of(Axis.PAIR, p * p, Axis.ANY, 3));
        Tensor map = synthetic(random, Shape.of(Axis.ANY, 3, Axis.ANY, 2));
        return basis.frequencies().stream()
                .map(List::of)
                .map(k -> SumDirections.project(first, onPairs.times(map), k)
                        .minus(SumDirections.project(basis, onPairs, k).times(map)))
                .mapToDouble(Mathematics::largest)
                .max()
                .orElse(0);
    }

    /**
     * The largest deviation over all k, x, y of the three addition theorems that the model is said to use: cos w(x + y)
     * and sin w(x + y) from products of waves in x and y, and cos w(x − y) likewise.
     */
    static double productToSumError(Waves waves) {
        int p = waves.p();
        double worst = 0;
        for (int k = 1; k <= (p - 1) / 2; k++) {
            for (int i = 0; i < p * p; i++) {
                int x = k * (i / p);
                int y = k * (i % p);
                double coscos = waves.cos(x) * waves.cos(y);
                double sinsin = waves.sin(x) * waves.sin(y);
                double mixed = waves.sin(x) * waves.cos(y) + waves.cos(x) * waves.sin(y);
                worst = Math.max(worst, Math.abs(waves.cos(x + y) - (coscos - sinsin)));
                worst = Math.max(worst, Math.abs(waves.sin(x + y) - mixed));
                worst = Math.max(worst, Math.abs(waves.cos(x - y) - (coscos + sinsin)));
            }
        }
        return worst;
    }

    /** Over all frequencies k and pairs: how often c = (a + b) mod p is not the only largest of cos 2πk(a+b−c)/p. */
    static long wrongArgmaxCount(Waves waves) {
        return IntStream.rangeClosed(1, (waves.p() - 1) / 2)
                .mapToLong(k -> wrongArgmaxCount(waves, k))
                .sum();
    }

    /** The same for one k, which may be any whole number: p² if p divides it, because then every class is equal. */
    static long wrongArgmaxCount(Waves waves, int k) {
        int p = waves.p();
        return IntStream.range(0, p * p)
                .filter(pair -> {
                    int answer = (pair / p + pair % p) % p;
                    double top = waves.cos(k * (pair / p + pair % p - answer));
                    return IntStream.range(0, p)
                            .anyMatch(c -> c != answer && waves.cos(k * (pair / p + pair % p - c)) >= top);
                })
                .count();
    }

    /**
     * By how much the right class leads the next one, relative to its height, if one frequency speaks alone. It is
     * 1 − cos(2π/p) for every k; of all k, the one farthest from that is returned.
     */
    static double singleFrequencyGap(Waves waves) {
        int p = waves.p();
        double expected = 1 - Math.cos(2 * Math.PI / p);
        double farthest = expected;
        for (int k = 1; k <= (p - 1) / 2; k++) {
            double gap = relativeGap(waves, List.of(k));
            if (Math.abs(gap - expected) > Math.abs(farthest - expected)) {
                farthest = gap;
            }
        }
        return farthest;
    }

    /** (top − runner-up) / top of Σ_k cos(2πkd/p) over the offsets d, equal weights. */
    static double relativeGap(Waves waves, Collection<Integer> frequencies) {
        return 1 - runnerUp(waves, frequencies) / frequencies.size();
    }

    /** The largest Σ_k cos(2πkd/p) over the offsets d ≠ 0; at d = 0 it is the number of frequencies. */
    static double runnerUp(Waves waves, Collection<Integer> frequencies) {
        return IntStream.range(1, waves.p())
                .mapToDouble(offset -> frequencies.stream()
                        .mapToDouble(k -> waves.cos(k * offset))
                        .sum())
                .max()
                .orElseThrow();
    }

    /**
     * max |R + E − L − mean_n(L)| for synthetic L [p² × p] with the lowest and the highest frequency as keys; the waves
     * make R.
     */
    static double decompositionError(Waves waves) {
        int p = waves.p();
        Tensor logits = synthetic(new SplittableRandom(SEED), Shape.of(Axis.PAIR, p * p, Axis.D_VOCAB_OUT, p));
        List<Frequency> keys = List.of(new Frequency(1, p), new Frequency((p - 1) / 2, p));
        LogitRows difference = new Ablations(FourierBasis.of(waves), logits, keys)
                .restricted()
                .plus(new Ablations(FourierBasis.orthonormal(p), logits, keys).excluded())
                .minus(LogitRows.of(logits))
                .minus(LogitRows.constant(logits.columnMeans()));
        double[] rows = new double[p * p * p];
        for (int row = 0; row < p * p; row++) {
            double[] buffer = new double[p];
            difference.addTo(row, 1, buffer);
            System.arraycopy(buffer, 0, rows, row * p, p);
        }
        return largest(Tensor.owning(logits.shape(), rows));
    }

    private static Tensor synthetic(SplittableRandom random, Shape shape) {
        return Tensor.owning(shape, random.doubles(shape.count(), -1, 1).toArray());
    }

    private static double largest(Tensor x) {
        return IntStream.range(0, x.shape().count())
                .mapToDouble(i -> Math.abs(x.at(i)))
                .max()
                .orElse(0);
    }
}
