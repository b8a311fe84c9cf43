package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.grokcheck.config.Experiment.Architecture;

/**
 * Forward and backward pass of R runs over one chunk of each, written by hand in operations of the engine alone, so that
 * it runs on any device.
 *
 * <p>In formulas, with the pattern's weights A of the numbers a and b and the tables of {@link StackedTables}: z =
 * A(a) · (V(a) − V("=")) + A(b) · (V(b) − V("=")), head by head; outputs = base + z W_Oᵀ R; neurons = relu(outputs' first
 * part); logits = outputs' second part + neurons · W_outᵀ W_U. The softmax and the loss are float64, and so are the
 * attention pattern and the way back from it to the scores, as in {@link ChunkPass}; everything else has the weights'
 * precision, except that the products which the pattern's gradient is made of are added in float64.
 */
final class StackedPass {
    private final StackedTables tables;
    private final StackedChunk chunk;
    private final Architecture sizes;
    private final DataType type;

    /** V(a) − V("="), V(b) − V("="), [R, C, heads, d_head]. */
    private final NDArray firstValues;

    private final NDArray secondValues;
    /** A(a), A(b) and A("="), [3, R, C, heads], float64. */
    private final NDArray pattern;
    /** [R, C, heads · d_head]. */
    private final NDArray z;
    /** After their ReLU, [R, C, d_mlp]. */
    private final NDArray neurons;
    /** Loss and its gradient at the logits. */
    private final WideLoss loss;

    /** The forward pass; all arrays belong to the manager that tables and chunk are lent to. */
    StackedPass(StackedTables tables, StackedChunk chunk) {
        this.tables = tables;
        this.chunk = chunk;
        sizes = tables.sizes();
        type = tables.base.getDataType();
        firstValues = perHead(chunk.ofFirst(tables.valuesBesideEquals));
        secondValues = perHead(chunk.ofSecond(tables.valuesBesideEquals));
        NDArray scores = tables.scores.toType(DataType.FLOAT64, false);
        NDArray ofFirst = chunk.ofFirst(scores);
        pattern = NDArrays.stack(new NDList(
                        ofFirst,
                        chunk.ofSecond(scores),
                        scores.get(":," + 2 * tables.p() + ":").broadcast(ofFirst.getShape())))
                .softmax(0);
        z = allHeads(firstValues.mul(weight(0)).addi(secondValues.mul(weight(1))));
        NDArray outputs = z.matMul(tables.valuesToOutputs).addi(tables.base);
        neurons = outputs.get(":,:,:" + sizes.dMlp()).getNDArrayInternal().relu();
        NDArray logits = neurons.matMul(tables.neuronsToLogits).addi(outputs.get(":,:," + sizes.dMlp() + ":"));
        loss = new WideLoss(logits, chunk);
    }

    /** Each run's weighted losses added up, float64, [R]. */
    NDArray lossSum() {
        return loss.sum();
    }

    /** The backward pass. */
    StackedSums backward() {
        NDArray toLogits = loss.gradient(type);
        NDArray toNeurons = toLogits.matMul(StackedTables.transposed(tables.neuronsToLogits))
                .muli(neurons.sign());
        NDArray toOutputs = NDArrays.concat(new NDList(toNeurons, toLogits), 2);
        NDArray toZ = toOutputs.matMul(StackedTables.transposed(tables.valuesToOutputs));
        NDArray toFirstWeight = toWeight(toZ, firstValues);
        NDArray toSecondWeight = toWeight(toZ, secondValues);
        NDArray mean = pattern.get(0).mul(toFirstWeight).addi(pattern.get(1).mul(toSecondWeight));
        NDArray toFirst = pattern.get(0).mul(toFirstWeight.subi(mean));
        NDArray toSecond = pattern.get(1).mul(toSecondWeight.subi(mean));
        return new StackedSums(
                loss.sum(),
                StackedTables.transposed(neurons).matMul(toLogits),
                StackedTables.transposed(z).matMul(toOutputs),
                toOutputs.sum(new int[] {1}, true),
                chunk.sumByFirst(beside(toZ, 0, toFirst)),
                chunk.sumBySecond(beside(toZ, 1, toSecond)),
                pattern.get(2).mul(mean).sum(new int[] {1}, true).negi().toType(type, false));
    }

    /** What a number adds to the gradient of its values and of its score, [R, C, heads · d_head + heads]. */
    private NDArray beside(NDArray toZ, int number, NDArray toScore) {
        NDArray toValues = allHeads(perHead(toZ).mul(weight(number)));
        return NDArrays.concat(new NDList(toValues, toScore.toType(type, false)), 2);
    }

    /** Gradient of the weight with which each head attends to a number: ⟨to z, value − value of "="⟩, float64. */
    private NDArray toWeight(NDArray toZ, NDArray values) {
        return perHead(toZ).mul(values).toType(DataType.FLOAT64, false).sum(new int[] {3});
    }

    /** How much each head attends to one of the numbers, in the weights' precision, [R, C, heads, 1]. */
    private NDArray weight(int number) {
        return pattern.get(number).toType(type, false).expandDims(3);
    }

    private NDArray perHead(NDArray each) {
        Shape shape = each.getShape();
        return each.reshape(shape.get(0), shape.get(1), sizes.nHeads(), sizes.dHead());
    }

    private NDArray allHeads(NDArray each) {
        Shape shape = each.getShape();
        return each.reshape(shape.get(0), shape.get(1), (long) sizes.nHeads() * sizes.dHead());
    }
}
