package io.github.grokcheck.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Parabolas fitted by least squares to a point and its neighbours, which see a curve's bend through its noise. */
final class LocalParabolas {
    /** Neighbours on either side. */
    private static final int NEIGHBOURS = 5;

    private LocalParabolas() {}

    /** The epochs after which the curvature has another sign than before; its ends, which have no neighbours, left out. */
    static int[] inflections(int[] epochs, double[] x) {
        List<Integer> inflections = new ArrayList<>();
        double before = 0;
        for (int i = NEIGHBOURS; i < x.length - NEIGHBOURS; i++) {
            double curvature = curvature(epochs, x, i);
            if (curvature * before < 0) {
                inflections.add(epochs[i]);
            }
            before = curvature == 0 ? before : curvature;
        }
        return inflections.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The second derivative of the parabola around a point, by the orthogonal polynomials of its own epochs. */
    static double curvature(int[] epochs, double[] x, int at) {
        int from = at - NEIGHBOURS;
        int n = 2 * NEIGHBOURS + 1;
        double mean =
                IntStream.range(from, from + n).map(i -> epochs[i]).average().orElseThrow();
        double[] t = IntStream.range(from, from + n)
                .mapToDouble(i -> epochs[i] - mean)
                .toArray();
        double squares = 0;
        double cubes = 0;
        for (double u : t) {
            squares += u * u;
            cubes += u * u * u;
        }
        double top = 0;
        double norm = 0;
        for (int i = 0; i < n; i++) {
            double quadratic = t[i] * t[i] - cubes / squares * t[i] - squares / n;
            top += quadratic * x[from + i];
            norm += quadratic * quadratic;
        }
        return 2 * top / norm;
    }
}
