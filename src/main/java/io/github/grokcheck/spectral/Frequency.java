package io.github.grokcheck.spectral;

/**
 * A frequency of the real Fourier basis mod p: the wave with angle 2πk/p per step.
 *
 * @param k 1 to (p − 1)/2; k and p − k name the same wave, the smaller is used
 * @param p the modulus
 */
public record Frequency(int k, int p) implements Comparable<Frequency> {
    public Frequency {
        int highest = (p - 1) / 2;
        if (k < 1 || k > highest) {
            throw new IllegalArgumentException("frequency k = " + k + " is outside 1.." + highest + " for p = " + p
                    + "; k and p - k name the same wave, use the smaller");
        }
    }

    /** Row of the basis that holds the cosine, 2k − 1. */
    public int cosineRow() {
        return 2 * k - 1;
    }

    /** Row of the basis that holds the sine, 2k. */
    public int sineRow() {
        return 2 * k;
    }

    @Override
    public int compareTo(Frequency other) {
        return Integer.compare(k, other.k);
    }

    @Override
    public String toString() {
        return Integer.toString(k);
    }
}
