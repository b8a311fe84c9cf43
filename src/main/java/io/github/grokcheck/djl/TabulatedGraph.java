package io.github.grokcheck.djl;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.W_E;
import static io.github.grokcheck.model.WeightName.W_IN;
import static io.github.grokcheck.model.WeightName.W_K;
import static io.github.grokcheck.model.WeightName.W_O;
import static io.github.grokcheck.model.WeightName.W_OUT;
import static io.github.grokcheck.model.WeightName.W_POS;
import static io.github.grokcheck.model.WeightName.W_Q;
import static io.github.grokcheck.model.WeightName.W_U;
import static io.github.grokcheck.model.WeightName.W_V;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import io.github.grokcheck.model.WeightName;

/**
 * The transformer as a careful engineer writes it for PyTorch's autograd: the final position only, keys, values and
 * scores tabulated per token, but layer after layer, without merged products. A peer in the benchmark.
 */
final class TabulatedGraph {
    private final int p;
    private final int size;
    private final NDArray first;
    private final NDArray second;

    /**
     * @param manager owns the constants
     * @param rows rows a·p + b of the examples
     */
    TabulatedGraph(NDManager manager, PairTask task, int[] rows) {
        p = task.p();
        size = rows.length;
        long[] firstTokens = new long[size];
        long[] secondTokens = new long[size];
        for (int i = 0; i < size; i++) {
            firstTokens[i] = task.first(rows[i]);
            secondTokens[i] = task.second(rows[i]);
        }
        first = manager.create(firstTokens);
        second = manager.create(secondTokens);
    }

    /** The logits at "=", [examples, outputs]. */
    NDArray logits(FlatWeights weights) {
        first.tempAttach(weights.flat().getManager());
        second.tempAttach(weights.flat().getManager());
        NDArray tokens = weights.get(W_E).transpose();
        NDArray positions = weights.get(W_POS);
        NDArray atEquals = tokens.get(p + ":").add(positions.get("2:3"));
        NDArray z = z(
                weights,
                tokens.get(":" + p).add(positions.get("0:1")),
                tokens.get(":" + p).add(positions.get("1:2")),
                atEquals);
        NDArray residMid = z.matMul(weights.get(W_O).transpose()).add(atEquals);
        NDArray neurons = residMid.matMul(weights.get(W_IN).transpose())
                .add(weights.get(B_IN))
                .getNDArrayInternal()
                .relu();
        return neurons.matMul(weights.get(W_OUT).transpose())
                .add(weights.get(B_OUT))
                .add(residMid)
                .matMul(weights.get(W_U));
    }

    private NDArray z(FlatWeights weights, NDArray firstStream, NDArray secondStream, NDArray atEquals) {
        Architecture sizes = weights.sizes();
        NDArray query = heads(weights, W_Q, atEquals);
        NDArray pattern = NDArrays.stack(new NDList(
                        lookUp(scores(weights, firstStream, query), first),
                        lookUp(scores(weights, secondStream, query), second),
                        scores(weights, atEquals, query).broadcast(size, sizes.nHeads())))
                .softmax(0)
                .expandDims(-1);
        Shape perHead = new Shape(size, sizes.nHeads(), sizes.dHead());
        return lookUp(heads(weights, W_V, firstStream), first)
                .reshape(perHead)
                .mul(pattern.get(0))
                .add(lookUp(heads(weights, W_V, secondStream), second)
                        .reshape(perHead)
                        .mul(pattern.get(1)))
                .add(heads(weights, W_V, atEquals)
                        .reshape(1, sizes.nHeads(), sizes.dHead())
                        .mul(pattern.get(2)))
                .reshape(size, (long) sizes.nHeads() * sizes.dHead());
    }

    /** What a per-head weight makes of each row of a stream: [rows, heads · d_head]. */
    private static NDArray heads(FlatWeights weights, WeightName name, NDArray stream) {
        Architecture sizes = weights.sizes();
        return stream.matMul(weights.get(name)
                .reshape((long) sizes.nHeads() * sizes.dHead(), sizes.dModel())
                .transpose());
    }

    /** [rows, heads]. */
    private static NDArray scores(FlatWeights weights, NDArray stream, NDArray query) {
        Architecture sizes = weights.sizes();
        return heads(weights, W_K, stream)
                .mul(query)
                .reshape(-1, sizes.nHeads(), sizes.dHead())
                .sum(new int[] {2})
                .div(Math.sqrt(sizes.dHead()));
    }

    private static NDArray lookUp(NDArray table, NDArray rows) {
        return rows.getNDArrayInternal()
                .embedding(rows, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }
}
