package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;

/**
 * −log softmax(logits)[answer] of R runs' examples, and its gradient, in float64 and in operations of the engine alone.
 * The right answer's softmax never stands alone: with the greatest logit taken off, s = Σ_{c ≠ answer} exp(l_c) and the
 * answer's own exponential r, the loss is −log r + log1p(s + (r − 1)), and 1 − softmax is s/(s + r). So nothing cancels
 * when a model is nearly sure, and nothing overflows when it is surely wrong.
 */
final class WideLoss {
    private static final int[] LAST = {2};

    private final StackedChunk chunk;
    private final NDArray isAnswer;
    /** exp(l_c), the answer's replaced by zero, [R, C, p + 1]. */
    private final NDArray others;
    /** s, [R, C, 1]. */
    private final NDArray sumOfOthers;
    /** log r, [R, C, 1]. */
    private final NDArray logOfRight;
    /** r, [R, C, 1]. */
    private final NDArray right;

    /** @param logits [R, C, p + 1] */
    WideLoss(NDArray logits, StackedChunk chunk) {
        this.chunk = chunk;
        isAnswer = chunk.isAnswer();
        NDArray wide = logits.toType(DataType.FLOAT64, false);
        NDArray shifted = wide.sub(wide.max(LAST, true));
        logOfRight = chunk.ofAnswer(shifted);
        right = logOfRight.exp();
        others = shifted.exp().muli(isAnswer.neg().addi(1));
        sumOfOthers = others.sum(LAST, true);
    }

    /** Each run's weighted losses added up, [R]. */
    NDArray sum() {
        NDArray losses = log1p(sumOfOthers.add(right.sub(1))).subi(logOfRight);
        return losses.muli(chunk.weight()).sum(new int[] {1, 2});
    }

    /** log(1 + x) to full precision for small x: the rounding of 1 + x is divided out again. */
    private static NDArray log1p(NDArray x) {
        NDArray rounded = x.add(1);
        NDArray added = rounded.sub(1);
        return NDArrays.where(added.eq(0), x, rounded.log().muli(x).divi(added));
    }

    /** The weighted (softmax − one-hot), [R, C, p + 1]. */
    NDArray gradient(DataType type) {
        return others.sub(isAnswer.mul(sumOfOthers))
                .muli(chunk.weight().div(sumOfOthers.add(right)))
                .toType(type, false);
    }
}
