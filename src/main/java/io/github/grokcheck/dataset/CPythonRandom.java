package io.github.grokcheck.dataset;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * CPython's {@code random} module as far as {@code random.seed(n)} and {@code random.shuffle(list)} go: a Mersenne
 * Twister seeded with the number's 32-bit words, and Fisher–Yates from the end with rejection sampling.
 *
 * @see "CPython Lib/random.py and Modules/_randommodule.c; unchanged since 3.2"
 */
final class CPythonRandom {
    private final UniformRandomProvider mersenneTwister;

    /** @param seed 0 to 2³² − 1, which is one word */
    CPythonRandom(long seed) {
        if (seed < 0 || seed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("split seed " + seed + " is outside 0 to 4294967295");
        }
        mersenneTwister = RandomSource.MT.create(new int[] {(int) seed});
    }

    /** Shuffles in place. */
    void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) {
            int j = below(i + 1);
            int swap = items[i];
            items[i] = items[j];
            items[j] = swap;
        }
    }

    private int below(int bound) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int draw;
        do {
            draw = mersenneTwister.nextInt() >>> (Integer.SIZE - bits);
        } while (draw >= bound);
        return draw;
    }
}
