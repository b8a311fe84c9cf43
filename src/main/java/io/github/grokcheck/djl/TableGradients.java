package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.Function;

/** The loss's gradient with respect to each table of {@link TokenTables}, shaped like the tables. */
record TableGradients(
        NDArray scores,
        NDArray values,
        NDArray valuesToNeurons,
        NDArray valuesToLogits,
        NDArray neuronsToLogits,
        NDArray neuronBias,
        NDArray logitBias) {

    /** The sum over chunks, always in the order of the list, so that threads cannot change its bits. */
    static TableGradients sum(List<ChunkPass.Result> chunks) {
        return new TableGradients(
                NDArrays.concat(new NDList(
                        sum(chunks, chunk -> chunk.tokens().scoresFirst()),
                        sum(chunks, chunk -> chunk.tokens().scoresSecond()),
                        sum(chunks, chunk -> chunk.tokens().scoresEquals()))),
                NDArrays.concat(new NDList(
                        sum(chunks, chunk -> chunk.tokens().valuesFirst()),
                        sum(chunks, chunk -> chunk.tokens().valuesSecond()),
                        sum(chunks, chunk -> chunk.tokens().valuesEquals()))),
                sum(chunks, ChunkPass.Result::valuesToNeurons),
                sum(chunks, ChunkPass.Result::valuesToLogits),
                sum(chunks, ChunkPass.Result::neuronsToLogits),
                sum(chunks, ChunkPass.Result::neuronBias),
                sum(chunks, ChunkPass.Result::logitBias));
    }

    private static NDArray sum(List<ChunkPass.Result> chunks, Function<ChunkPass.Result, NDArray> part) {
        NDArray total = part.apply(chunks.get(0));
        for (ChunkPass.Result chunk : chunks.subList(1, chunks.size())) {
            total.addi(part.apply(chunk));
        }
        return total;
    }
}
