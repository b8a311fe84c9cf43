package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** The matrix products of one step, and what they cost on this machine when every core multiplies. */
final class Products {
    private static final int WARM_UP = 5;
    private static final int REPEATS = 50;

    private final List<Product> chunk;
    private final List<Product> shared;

    /**
     * [rows × inner] · [inner × columns], with the storage order that the step uses.
     *
     * @param transposeLeft whether the left factor is a transposed view
     * @param transposeRight whether the right factor is a transposed view
     */
    private record Product(long rows, long inner, long columns, boolean transposeLeft, boolean transposeRight) {
        double gigaOperations() {
            return 2e-9 * rows * inner * columns;
        }
    }

    private Products(List<Product> chunk, List<Product> shared) {
        this.chunk = chunk;
        this.shared = shared;
    }

    /**
     * The step as it is: dense products for all but short sums over rows and products of two rows.
     *
     * @param examples rows of one chunk
     */
    static Products ofStep(int p, Architecture sizes, int examples) {
        long values = (long) sizes.nHeads() * sizes.dHead();
        long logits = p + 1L;
        long neurons = sizes.dMlp();
        long outputs = neurons + logits;
        long model = sizes.dModel();
        long tokens = 2L * p + 1;
        List<Product> shared = new ArrayList<>(List.of(
                new Product(tokens, model, values, false, true),
                new Product(values, model, outputs, true, false),
                new Product(neurons, model, logits, true, false),
                new Product(model, values, outputs, false, false),
                new Product(model, outputs, values, false, true),
                new Product(values, tokens, model, true, false),
                new Product(tokens, values, model, false, false),
                new Product(model, logits, neurons, false, false),
                new Product(model, neurons, logits, false, true)));
        for (int head = 0; head < sizes.nHeads(); head++) {
            shared.add(new Product(tokens, sizes.dHead(), outputs, false, false));
            shared.add(new Product(sizes.dHead(), tokens, outputs, true, false));
            shared.add(new Product(tokens, outputs, sizes.dHead(), false, true));
        }
        List<Product> chunk = new ArrayList<>(List.of(new Product(logits, examples, neurons, true, false)));
        for (long rows : blockSizes(examples)) {
            chunk.add(new Product(rows, neurons, logits, false, false));
            chunk.add(new Product(rows, logits, neurons, false, true));
        }
        return new Products(chunk, shared);
    }

    private static long[] blockSizes(int examples) {
        int[] bounds = ChunkPass.blockBounds(examples);
        return IntStream.range(1, bounds.length)
                .mapToLong(block -> bounds[block] - bounds[block - 1])
                .toArray();
    }

    /**
     * The same gradient with a dense product wherever the step sums or multiplies rows: merged weights, every example's
     * values multiplied through to neurons and logits and back, and gathered by token with one-hot matrices.
     *
     * @param examples rows of one chunk
     */
    static Products ofDensePlan(int p, Architecture sizes, int examples) {
        long values = (long) sizes.nHeads() * sizes.dHead();
        long logits = p + 1L;
        long neurons = sizes.dMlp();
        long model = sizes.dModel();
        long tokens = 2L * p + 1;
        List<Product> chunk = new ArrayList<>(List.of(
                new Product(logits, examples, neurons, true, false),
                new Product(values, examples, neurons, true, false),
                new Product(values, examples, logits, true, false),
                new Product(p, examples, values, false, false),
                new Product(p, examples, values, false, false)));
        for (long rows : blockSizes(examples)) {
            chunk.add(new Product(rows, values, neurons, false, false));
            chunk.add(new Product(rows, values, logits, false, false));
            chunk.add(new Product(rows, neurons, logits, false, false));
            chunk.add(new Product(rows, logits, neurons, false, true));
            chunk.add(new Product(rows, neurons, values, false, true));
            chunk.add(new Product(rows, logits, values, false, true));
        }
        return new Products(
                chunk,
                List.of(
                        new Product(tokens, model, values, false, true),
                        new Product(values, model, neurons, true, true),
                        new Product(values, model, logits, true, false),
                        new Product(neurons, model, logits, true, false),
                        new Product(tokens, values, model, false, false),
                        new Product(values, tokens, model, true, false),
                        new Product(model, neurons, values, true, true),
                        new Product(model, logits, values, false, true),
                        new Product(neurons, values, model, true, true),
                        new Product(model, logits, neurons, false, true),
                        new Product(model, values, logits, false, false),
                        new Product(model, neurons, logits, false, false)));
    }

    /** Operations of all products of a step with so many chunks, multiplications and additions both counted. */
    double gigaOperations(int chunks) {
        return chunks * chunk.stream().mapToDouble(Product::gigaOperations).sum()
                + shared.stream().mapToDouble(Product::gigaOperations).sum();
    }

    /** Milliseconds that a step's products would take if all cores did nothing else. */
    double milliseconds(NDManager manager, int chunks, int cores) {
        return (chunks * milliseconds(manager, chunk, cores) + milliseconds(manager, shared, cores)) / cores;
    }

    /** Mean milliseconds of one pass over the products on one core, while the other cores do the same. */
    private static double milliseconds(NDManager manager, List<Product> products, int cores) {
        Callable<Double> work = () -> pass(manager, products);
        return Concurrently.call(Collections.nCopies(cores, work)).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    private static double pass(NDManager parent, List<Product> products) {
        try (NDManager manager = parent.newSubManager()) {
            // Products of one shape share their factors, as a chunk's blocks share a table: in the products' favour.
            Map<Product, NDArray[]> factors = new HashMap<>();
            List<NDArray[]> pairs = products.stream()
                    .map(product -> factors.computeIfAbsent(product, each -> new NDArray[] {
                        factor(manager, each.rows, each.inner, each.transposeLeft),
                        factor(manager, each.inner, each.columns, each.transposeRight)
                    }))
                    .toList();
            long start = 0;
            for (int i = -WARM_UP; i < REPEATS; i++) {
                if (i == 0) {
                    start = System.nanoTime();
                }
                pairs.forEach(pair -> pair[0].matMul(pair[1]).close());
            }
            return (System.nanoTime() - start) / 1e6 / REPEATS;
        }
    }

    private static NDArray factor(NDManager manager, long rows, long columns, boolean transposed) {
        Shape stored = transposed ? new Shape(columns, rows) : new Shape(rows, columns);
        NDArray array = manager.randomNormal(0, 1, stored, DataType.FLOAT32);
        return transposed ? array.transpose() : array;
    }
}
