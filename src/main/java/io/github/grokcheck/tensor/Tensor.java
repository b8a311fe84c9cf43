package io.github.grokcheck.tensor;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * An immutable dense array of doubles in row-major order, with named axes.
 *
 * <p>A class and not a record, because a record would hand out its array. Methods on matrices want rank 2 and say so.
 */
public final class Tensor {
    /** Rows of the right factor that stay in cache while a block of the product is computed. */
    private static final int INNER_BLOCK = 64;

    private static final int ROWS_PER_TASK = 64;

    private final Shape shape;
    private final double[] values;

    private Tensor(Shape shape, double[] values) {
        if (shape.count() != values.length) {
            throw new ShapeException("shape " + shape + " holds " + shape.count() + " values, got " + values.length);
        }
        this.shape = shape;
        this.values = values;
    }

    /** A tensor with these values; the array is copied. */
    public static Tensor of(Shape shape, double... rowMajor) {
        return new Tensor(shape, rowMajor.clone());
    }

    /** A tensor that takes the array over; the caller must not touch it again. */
    public static Tensor owning(Shape shape, double[] rowMajor) {
        return new Tensor(shape, rowMajor);
    }

    /** A tensor with these values widened to float64, exactly. */
    public static Tensor of(Shape shape, float[] rowMajor) {
        double[] wide = new double[rowMajor.length];
        Arrays.setAll(wide, i -> rowMajor[i]);
        return new Tensor(shape, wide);
    }

    /** Axes and sizes. */
    public Shape shape() {
        return shape;
    }

    /** Size of one dimension, counted from the slowest. */
    public int size(int dimension) {
        return shape.sizes().get(dimension);
    }

    /** All values, row-major; a copy. */
    public double[] toArray() {
        return values.clone();
    }

    /** The i-th value in row-major order. */
    public double at(int i) {
        return values[i];
    }

    /** One entry of a matrix. */
    public double at(int row, int column) {
        return values[row * columnCount() + column];
    }

    /** Row {@code row} of a matrix; a copy. */
    public double[] row(int row) {
        int n = columnCount();
        Objects.checkIndex(row, size(0));
        return Arrays.copyOfRange(values, row * n, (row + 1) * n);
    }

    /** Column {@code column} of a matrix; a copy. */
    public double[] column(int column) {
        int n = columnCount();
        return IntStream.range(0, size(0))
                .mapToDouble(row -> values[row * n + column])
                .toArray();
    }

    /** Entry {@code index} of the slowest dimension, one rank lower: for instance head h of W_K. */
    public Tensor slice(int index) {
        Shape inner =
                new Shape(shape.axes().subList(1, shape.rank()), shape.sizes().subList(1, shape.rank()));
        int n = inner.count();
        Objects.checkIndex(index, size(0));
        return new Tensor(inner, Arrays.copyOfRange(values, index * n, (index + 1) * n));
    }

    /** The same values, row-major, under another shape of as many entries; nothing is copied. */
    public Tensor reshaped(Shape other) {
        return new Tensor(other, values);
    }

    /** The columns {@code from} (inclusive) to {@code to} (exclusive) of a matrix. */
    public Tensor columns(int from, int to) {
        int n = columnCount();
        int width = to - from;
        double[] part = new double[size(0) * width];
        for (int row = 0; row < size(0); row++) {
            System.arraycopy(values, row * n + from, part, row * width, width);
        }
        return new Tensor(Shape.of(shape.axes().get(0), size(0), shape.axes().get(1), width), part);
    }

    /** The transpose of a matrix. */
    public Tensor transposed() {
        int rows = size(0);
        int columns = columnCount();
        double[] flipped = new double[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                flipped[column * rows + row] = values[row * columns + column];
            }
        }
        return new Tensor(Shape.of(shape.axes().get(1), columns, shape.axes().get(0), rows), flipped);
    }

    /**
     * The matrix product this [m × n] · right [n × q] = [m × q], each entry summed in the order of the inner index, so
     * that the bits do not depend on how many threads took part.
     *
     * @throws ShapeException if the inner sizes differ
     */
    public Tensor times(Tensor right) {
        int inner = columnCount();
        if (right.size(0) != inner) {
            throw new ShapeException("cannot multiply " + shape + " by " + right.shape);
        }
        int rows = size(0);
        int columns = right.columnCount();
        double[][] rightRows = IntStream.range(0, inner).mapToObj(right::row).toArray(double[][]::new);
        double[] product = new double[rows * columns];
        int tasks = (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
        IntStream.range(0, tasks).parallel().forEach(task -> {
            int end = Math.min(rows, (task + 1) * ROWS_PER_TASK);
            multiplyRows(task * ROWS_PER_TASK, end, rightRows, product, columns);
        });
        Shape productShape =
                Shape.of(shape.axes().get(0), rows, right.shape.axes().get(1), columns);
        return new Tensor(productShape, product);
    }

    private void multiplyRows(int from, int to, double[][] right, double[] product, int columns) {
        double[][] sums = new double[to - from][columns];
        for (int start = 0; start < right.length; start += INNER_BLOCK) {
            int stop = Math.min(right.length, start + INNER_BLOCK);
            for (int row = from; row < to; row++) {
                addRows(row * right.length, start, stop, right, sums[row - from]);
            }
        }
        for (int row = from; row < to; row++) {
            System.arraycopy(sums[row - from], 0, product, row * columns, columns);
        }
    }

    /**
     * Adds rows of the right factor, four at a time, so that a sum stays in a register between them; the order is that of
     * the inner index all the same. Every array is indexed alike: only then does the compiler use vector instructions.
     */
    private void addRows(int left, int start, int stop, double[][] right, double[] sums) {
        int k = start;
        for (; k + 3 < stop; k += 4) {
            double f0 = values[left + k];
            double f1 = values[left + k + 1];
            double f2 = values[left + k + 2];
            double f3 = values[left + k + 3];
            double[] r0 = right[k];
            double[] r1 = right[k + 1];
            double[] r2 = right[k + 2];
            double[] r3 = right[k + 3];
            for (int c = 0; c < sums.length; c++) {
                sums[c] = sums[c] + f0 * r0[c] + f1 * r1[c] + f2 * r2[c] + f3 * r3[c];
            }
        }
        for (; k < stop; k++) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += values[left + k] * right[k][c];
            }
        }
    }

    /** The matrix times a vector: [m × n] · [n] = m numbers. */
    public double[] times(double[] vector) {
        int n = columnCount();
        if (vector.length != n) {
            throw new ShapeException("cannot multiply " + shape + " by a vector of length " + vector.length);
        }
        double[] product = new double[size(0)];
        for (int row = 0; row < product.length; row++) {
            double sum = 0;
            for (int column = 0; column < n; column++) {
                sum += values[row * n + column] * vector[column];
            }
            product[row] = sum;
        }
        return product;
    }

    /** Sum of two tensors of equal shape. */
    public Tensor plus(Tensor other) {
        return combined(other, 1);
    }

    /** Difference of two tensors of equal shape. */
    public Tensor minus(Tensor other) {
        return combined(other, -1);
    }

    private Tensor combined(Tensor other, int sign) {
        if (!shape.sizes().equals(other.shape.sizes())) {
            throw new ShapeException("cannot combine " + shape + " with " + other.shape);
        }
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[i] + sign * other.values[i]);
        return new Tensor(shape, result);
    }

    /** The matrix with one row vector added to every row. */
    public Tensor plusRow(double[] addend) {
        int n = columnCount();
        if (addend.length != n) {
            throw new ShapeException("cannot add a row of length " + addend.length + " to " + shape);
        }
        double[] result = values.clone();
        for (int start = 0; start < result.length; start += n) {
            for (int column = 0; column < n; column++) {
                result[start + column] += addend[column];
            }
        }
        return new Tensor(shape, result);
    }

    /** The tensor with a function applied to each value. */
    public Tensor map(DoubleUnaryOperator function) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> function.applyAsDouble(values[i]));
        return new Tensor(shape, result);
    }

    /** The mean of each column of a matrix: one number per column. */
    public double[] columnMeans() {
        int n = columnCount();
        double[] means = new double[n];
        for (int row = 0; row < size(0); row++) {
            for (int column = 0; column < n; column++) {
                means[column] += values[row * n + column];
            }
        }
        Arrays.setAll(means, column -> means[column] / size(0));
        return means;
    }

    /** Sum of the squares of all values. */
    public double sumOfSquares() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** Whether no value is NaN or infinite. */
    public boolean isFinite() {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private int columnCount() {
        if (shape.rank() != 2) {
            throw new ShapeException("expected a matrix, got " + shape);
        }
        return size(1);
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
