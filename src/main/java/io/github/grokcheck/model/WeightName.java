package io.github.grokcheck.model;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import java.util.List;

/**
 * The eleven trained tensors, in the order in which the authors' code creates them, under the names and layouts of its
 * state dictionary. TransformerLens has most of them the other way round.
 */
public enum WeightName {
    /** Embedding; column t is token t, the last column is "=". */
    W_E("embed.W_E", Axis.D_MODEL, Axis.D_VOCAB),
    /** Learned positions of a, b and "=". */
    W_POS("pos_embed.W_pos", Axis.POS, Axis.D_MODEL),
    /** Keys. */
    W_K("blocks.0.attn.W_K", Axis.HEAD, Axis.D_HEAD, Axis.D_MODEL),
    /** Queries. */
    W_Q("blocks.0.attn.W_Q", Axis.HEAD, Axis.D_HEAD, Axis.D_MODEL),
    /** Values. */
    W_V("blocks.0.attn.W_V", Axis.HEAD, Axis.D_HEAD, Axis.D_MODEL),
    /** Heads' output; columns are the heads' d_head entries, head after head. */
    W_O("blocks.0.attn.W_O", Axis.D_MODEL, Axis.ANY),
    /** Into the neurons. */
    W_IN("blocks.0.mlp.W_in", Axis.D_MLP, Axis.D_MODEL),
    /** Neurons' bias. */
    B_IN("blocks.0.mlp.b_in", Axis.D_MLP),
    /** Out of the neurons. */
    W_OUT("blocks.0.mlp.W_out", Axis.D_MODEL, Axis.D_MLP),
    /** The MLP's output bias. */
    B_OUT("blocks.0.mlp.b_out", Axis.D_MODEL),
    /** Unembedding; p + 1 outputs, the last one "=", which models of others may lack. */
    W_U("unembed.W_U", Axis.D_MODEL, Axis.D_VOCAB_OUT);

    /** Positions: a, b and "=". */
    public static final int N_CTX = 3;

    private final String key;
    private final List<Axis> axes;

    WeightName(String key, Axis... axes) {
        this.key = key;
        this.axes = List.of(axes);
    }

    /** The tensor's name in a checkpoint. */
    public String key() {
        return key;
    }

    /** Meaning of each dimension, slowest first. */
    public List<Axis> axes() {
        return axes;
    }

    /** Whether the tensor is a bias, which starts at zero. */
    public boolean isBias() {
        return this == B_IN || this == B_OUT;
    }

    /** The tensor's shape for a modulus and an architecture, with p + 1 tokens in and out. */
    public Shape shape(int p, Architecture sizes) {
        List<Integer> lengths = axes.stream()
                .map(axis -> switch (axis) {
                    case D_MODEL -> sizes.dModel();
                    case D_VOCAB, D_VOCAB_OUT -> p + 1;
                    case POS -> N_CTX;
                    case HEAD -> sizes.nHeads();
                    case D_HEAD -> sizes.dHead();
                    case D_MLP -> sizes.dMlp();
                    case ANY -> sizes.nHeads() * sizes.dHead();
                    default -> throw new IllegalStateException("no weight has the axis " + axis);
                })
                .toList();
        return new Shape(axes, lengths);
    }
}
