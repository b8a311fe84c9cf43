package io.github.grokcheck.model;

import io.github.grokcheck.tensor.Tensor;

/**
 * What the model computes at "=" for all p² pairs, in float64.
 *
 * @param attention [head, pair]: each head's attention from "=" to the first token
 * @param residMid [pair, d_model]: the residual stream between attention and MLP
 * @param neurons [pair, d_mlp]: after the ReLU
 * @param logits [pair, p]: the output without its "=" column
 */
public record Activations(Tensor attention, Tensor residMid, Tensor neurons, Tensor logits) {}
