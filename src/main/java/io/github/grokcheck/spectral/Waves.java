package io.github.grokcheck.spectral;

import java.util.stream.IntStream;

/** Cosine and sine of whole multiples of one p-th of a turn. */
public final class Waves {
    private static final double STRETCH = 1.01;
    private static final double SHIFT = 0.6;

    private final double[] cos;
    private final double[] sin;
    private final boolean exact;

    private Waves(int p, double stretch, double shift) {
        cos = IntStream.range(0, p)
                .mapToDouble(i -> Math.cos(2 * Math.PI * (stretch * i + shift) / p))
                .toArray();
        sin = IntStream.range(0, p)
                .mapToDouble(i -> Math.sin(2 * Math.PI * (stretch * i + shift) / p))
                .toArray();
        exact = stretch == 1 && shift == 0;
    }

    /** The waves mod p. */
    public static Waves exact(int p) {
        return new Waves(p, 1, 0);
    }

    /**
     * Waves that are no waves: the i-th angle is 2π(1.01·i + 0.6)/p. They do not close after a turn, are not orthogonal,
     * do not add by the theorems, and have their maximum elsewhere. A check of the theorems must fail on them.
     */
    public static Waves perturbed(int p) {
        return new Waves(p, STRETCH, SHIFT);
    }

    /** The modulus. */
    public int p() {
        return cos.length;
    }

    /** Whether these are the waves mod p and no imitation. */
    public boolean isExact() {
        return exact;
    }

    /** cos(2π·multiple/p); the multiple may be any whole number. */
    public double cos(int multiple) {
        return cos[Math.floorMod(multiple, cos.length)];
    }

    /** sin(2π·multiple/p); the multiple may be any whole number. */
    public double sin(int multiple) {
        return sin[Math.floorMod(multiple, sin.length)];
    }
}
