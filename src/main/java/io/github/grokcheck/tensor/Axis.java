package io.github.grokcheck.tensor;

import java.util.Locale;

/** The meaning of one dimension of a {@link Tensor}; printed in the field's lower-case names. */
public enum Axis {
    /** Ordered pairs (a, b), row a·p + b. */
    PAIR,
    /** Attention heads. */
    HEAD,
    /** Residual stream. */
    D_MODEL,
    /** One head's queries, keys and values. */
    D_HEAD,
    /** Neurons of the MLP. */
    D_MLP,
    /** Input tokens 0…p−1 and "=". */
    D_VOCAB,
    /** Output classes. */
    D_VOCAB_OUT,
    /** Positions a, b, "=". */
    POS,
    /** Fourier components: constant, cos 1, sin 1, cos 2, …. */
    COMPONENT,
    /** The first number, a. */
    A,
    /** The second number, b. */
    B,
    /** Any other dimension, in particular inside a product. */
    ANY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
