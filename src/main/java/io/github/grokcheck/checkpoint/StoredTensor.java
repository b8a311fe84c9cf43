package io.github.grokcheck.checkpoint;

import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor in a file: its sizes are known, its numbers are read when asked for.
 *
 * @param sizes dimensions, slowest first
 * @param numbers row-major, widened to float64; as many as the sizes say
 */
record StoredTensor(List<Integer> sizes, Supplier<double[]> numbers) {
    StoredTensor {
        sizes = List.copyOf(sizes);
    }

    /** How many numbers there are. */
    long count() {
        return sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
