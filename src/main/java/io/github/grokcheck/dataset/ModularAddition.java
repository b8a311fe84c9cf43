package io.github.grokcheck.dataset;

/**
 * The task: from the tokens a, b, "=" predict (a + b) mod p.
 *
 * @param p the modulus, an odd prime
 */
public record ModularAddition(int p) implements PairTask {
    /** Number of ordered pairs, p². */
    public int pairs() {
        return p * p;
    }

    /** The right answer for the pair in row a·p + b. */
    @Override
    public int label(int row) {
        return (first(row) + second(row)) % p;
    }

    /** Row a·p + b of the pair (a, b): a is slow. */
    public int row(int a, int b) {
        return a * p + b;
    }

    /** Highest frequency of the real Fourier basis, (p − 1) / 2. */
    public int highestFrequency() {
        return (p - 1) / 2;
    }
}
