package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The matrix products of one step, and what they cost on this machine when every core multiplies. */
final class Products {
    private static final int WARM_UP = 20;
    private static final int REPEATS = 60;

    private final List<Product> chunk = new ArrayList<>();
    private final List<Product> shared = new ArrayList<>();

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

    /** @param examples rows of one chunk */
    Products(int p, Architecture sizes, int examples) {
        long heads = (long) sizes.nHeads() * sizes.dHead();
        long logits = p + 1L;
        long neurons = sizes.dMlp();
        long outputs = neurons + logits;
        long model = sizes.dModel();
        long tokens = 2L * p + 1;
        long headTokens = sizes.nHeads() * tokens;
        chunk.add(new Product(examples, neurons, logits, false, false));
        chunk.add(new Product(neurons, examples, logits, true, false));
        chunk.add(new Product(examples, logits, neurons, false, true));
        chunk.add(new Product(examples, neurons, heads, false, true));
        chunk.add(new Product(examples, logits, heads, false, true));

        shared.add(new Product(tokens, model, heads, false, true));
        shared.add(new Product(heads, model, outputs, true, false));
        shared.add(new Product(headTokens, sizes.dHead(), outputs, false, false));
        shared.add(new Product(neurons, model, logits, true, false));
        shared.add(new Product(sizes.dHead(), headTokens, outputs, true, false));
        shared.add(new Product(model, heads, outputs, false, false));
        shared.add(new Product(model, outputs, heads, false, true));
        shared.add(new Product(headTokens, outputs, sizes.dHead(), false, true));
        shared.add(new Product(heads, tokens, model, true, false));
        shared.add(new Product(tokens, heads, model, false, false));
        shared.add(new Product(model, logits, neurons, false, true));
        shared.add(new Product(model, neurons, logits, false, false));
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
        ExecutorService pool = Executors.newFixedThreadPool(cores);
        try {
            Callable<Double> work = () -> pass(manager, products);
            double sum = 0;
            for (Future<Double> result : pool.invokeAll(Collections.nCopies(cores, work))) {
                sum += result.get();
            }
            return sum / cores;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a matrix product failed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static double pass(NDManager parent, List<Product> products) {
        try (NDManager manager = parent.newSubManager()) {
            List<NDArray[]> factors = products.stream()
                    .map(product -> new NDArray[] {
                        factor(manager, product.rows, product.inner, product.transposeLeft),
                        factor(manager, product.inner, product.columns, product.transposeRight)
                    })
                    .toList();
            long start = 0;
            for (int i = -WARM_UP; i < REPEATS; i++) {
                if (i == 0) {
                    start = System.nanoTime();
                }
                factors.forEach(pair -> pair[0].matMul(pair[1]).close());
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
