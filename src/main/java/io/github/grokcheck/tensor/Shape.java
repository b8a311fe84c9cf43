package io.github.grokcheck.tensor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Named axes with their sizes; prints as {@code [d_model=128, d_vocab=114]}.
 *
 * @param axes what each dimension means, slowest first
 * @param sizes as many positive sizes
 */
public record Shape(List<Axis> axes, List<Integer> sizes) {
    public Shape {
        axes = List.copyOf(axes);
        sizes = List.copyOf(sizes);
        if (axes.size() != sizes.size()) {
            throw new ShapeException(axes.size() + " axes " + axes + " but " + sizes.size() + " sizes " + sizes);
        }
        if (sizes.stream().anyMatch(size -> size < 1)) {
            throw new ShapeException("every size must be positive, got " + sizes);
        }
    }

    /** A vector's shape. */
    public static Shape of(Axis axis, int size) {
        return new Shape(List.of(axis), List.of(size));
    }

    /** A matrix's shape, rows first. */
    public static Shape of(Axis rows, int rowCount, Axis columns, int columnCount) {
        return new Shape(List.of(rows, columns), List.of(rowCount, columnCount));
    }

    /** Number of dimensions. */
    public int rank() {
        return sizes.size();
    }

    /** Number of entries. */
    public int count() {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return IntStream.range(0, rank())
                .mapToObj(i -> axes.get(i) + "=" + sizes.get(i))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
