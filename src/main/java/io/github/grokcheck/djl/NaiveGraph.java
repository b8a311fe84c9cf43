package io.github.grokcheck.djl;

import static io.github.grokcheck.model.WeightName.B_IN;
import static io.github.grokcheck.model.WeightName.B_OUT;
import static io.github.grokcheck.model.WeightName.N_CTX;
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
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.dataset.PairTask;
import io.github.grokcheck.model.WeightName;

/**
 * The transformer as a textbook writes it: every example at all three positions, nothing tabulated, nothing merged. It
 * shares no formula with {@link TokenTables} and {@link ChunkPass}, which are checked against it.
 */
final class NaiveGraph {
    private static final double MASKED = -1e10;

    private final NDArray tokens;
    private final NDArray causalMask;

    /**
     * @param manager owns the constants
     * @param rows rows a·p + b of the examples
     */
    NaiveGraph(NDManager manager, PairTask task, int[] rows, DataType type) {
        long[] flat = new long[rows.length * N_CTX];
        for (int i = 0; i < rows.length; i++) {
            flat[N_CTX * i] = task.first(rows[i]);
            flat[N_CTX * i + 1] = task.second(rows[i]);
            flat[N_CTX * i + 2] = task.equalsToken();
        }
        tokens = manager.create(flat).reshape(rows.length, N_CTX);
        NDArray allowed = manager.ones(new Shape(N_CTX, N_CTX), type).cumSum(1);
        // Row i may look at columns 0..i: positions counted along each axis.
        causalMask = allowed.gt(allowed.transpose()).toType(type, true).mul(MASKED);
    }

    /** The logits at "=", [examples, outputs]. */
    NDArray logits(FlatWeights weights) {
        return allPositions(weights).get(":,-1,:");
    }

    private NDArray allPositions(FlatWeights weights) {
        Architecture sizes = weights.sizes();
        NDArray embedded = embed(weights);
        NDArray query = perHead(embedded, weights.get(W_Q), sizes);
        NDArray key = perHead(embedded, weights.get(W_K), sizes);
        NDArray value = perHead(embedded, weights.get(W_V), sizes);
        NDArray pattern = query.matMul(key.transpose(0, 1, 3, 2))
                .div(Math.sqrt(sizes.dHead()))
                .add(causalMask)
                .softmax(-1);
        long examples = tokens.getShape().get(0);
        NDArray z = pattern.matMul(value)
                .transpose(0, 2, 1, 3)
                .reshape(examples, N_CTX, (long) sizes.nHeads() * sizes.dHead());
        NDArray residMid = embedded.add(z.matMul(transposed(weights, W_O)));
        NDArray neurons = residMid.matMul(transposed(weights, W_IN)).add(weights.get(B_IN));
        NDArray mlpOut = neurons.getNDArrayInternal()
                .relu()
                .matMul(transposed(weights, W_OUT))
                .add(weights.get(B_OUT));
        return residMid.add(mlpOut).matMul(weights.get(W_U));
    }

    private NDArray embed(FlatWeights weights) {
        // Everything computed belongs to the weights' manager, not to the constants'.
        NDArray table = transposed(weights, W_E);
        tokens.tempAttach(table.getManager());
        return tokens.getNDArrayInternal()
                .embedding(tokens, table, SparseFormat.DENSE)
                .singletonOrThrow()
                .add(weights.get(W_POS));
    }

    /** [examples, heads, positions, d_head]. */
    private static NDArray perHead(NDArray stream, NDArray weight, Architecture sizes) {
        long heads = sizes.nHeads();
        NDArray all = stream.matMul(
                weight.reshape(heads * sizes.dHead(), sizes.dModel()).transpose());
        return all.reshape(-1, N_CTX, heads, sizes.dHead()).transpose(0, 2, 1, 3);
    }

    private static NDArray transposed(FlatWeights weights, WeightName name) {
        return weights.get(name).transpose();
    }
}
