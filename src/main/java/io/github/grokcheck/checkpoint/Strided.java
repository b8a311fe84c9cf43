package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.ElementType;
import io.github.grokcheck.trajectory.InputException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A view of stored numbers: entry (i, j, …) is number {@code offset + i·strides[0] + j·strides[1] + …}.
 *
 * @param type of the numbers
 * @param offset number of the first entry
 * @param sizes dimensions, slowest first
 * @param strides numbers between neighbours along each dimension
 */
record Strided(ElementType type, long offset, List<Integer> sizes, List<Long> strides) {
    /** Of all tensors of a model together; widened to float64 they take 64 MiB. A checkpoint of this task has 226,816. */
    static final long MOST_NUMBERS = 1L << 23;

    /**
     * Checks a view against what is stored.
     *
     * @param what named in errors, with its file
     * @param stored numbers there are
     * @throws InputException if the view is too large or reaches beyond them
     */
    static Strided checked(
            String what, ElementType type, long offset, List<Long> sizes, List<Long> strides, long stored) {
        if (sizes.size() != strides.size() || sizes.size() > 8) {
            throw new InputException(
                    what + ": damaged, sizes " + sizes + " with strides " + strides + "; download or save it again");
        }
        if (offset < 0 || offset > stored) {
            throw new InputException(what + ": damaged, it begins at number " + offset + " of " + stored
                    + " stored ones; download or save it again");
        }
        long count = 1;
        long last = offset;
        for (int i = 0; i < sizes.size(); i++) {
            long size = sizes.get(i);
            long stride = strides.get(i);
            if (size < 1 || size > MOST_NUMBERS || (count *= size) > MOST_NUMBERS) {
                throw new InputException(what + ": its sizes " + sizes + " are impossible or too large; at most "
                        + MOST_NUMBERS + " numbers are read");
            }
            if (stride < 0 || stride > MOST_NUMBERS) {
                throw new InputException(
                        what + ": damaged, its strides are " + strides + "; download or save it again");
            }
            last += (size - 1) * stride;
        }
        if (last >= stored) {
            throw new InputException(what + ": damaged, it would reach number " + last + " of " + stored
                    + " stored ones; download or save it again");
        }
        return new Strided(type, offset, sizes.stream().map(Long::intValue).toList(), strides);
    }

    /** The numbers in row-major order. */
    double[] rowMajor(ByteBuffer littleEndian) {
        int count = sizes.stream().reduce(1, (a, b) -> a * b);
        double[] numbers = new double[count];
        int[] index = new int[sizes.size()];
        for (int n = 0; n < count; n++) {
            numbers[n] = type.read(littleEndian, Math.toIntExact(place(index) * type.width()));
            advance(index);
        }
        return numbers;
    }

    private long place(int[] index) {
        long place = offset;
        for (int i = 0; i < index.length; i++) {
            place += index[i] * strides.get(i);
        }
        return place;
    }

    private void advance(int[] index) {
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < sizes.get(i)) {
                return;
            }
            index[i] = 0;
        }
    }
}
