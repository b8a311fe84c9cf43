package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;

/** What chunks read of {@link TokenTables}, as rows; filled anew at every step, read by all threads. */
final class TokenRows {
    private final int numbers;
    private final int heads;

    /** Effect of full attention to a number's token instead of "=", [heads · 2p, outputs]. */
    final Rows effects;
    /** The outputs if every head attended to "=" alone, biases included, [1, outputs]. */
    final Rows base;

    private final Rows effectsOfEquals;
    /** What each head reads from a number's token minus what it reads from "=", [2p, heads · d_head]. */
    final Rows valuesBesideEquals;

    /** exp(score − the head's greatest score), [2p + 1, heads]. */
    private final double[] weight;

    private double[] score = {};

    TokenRows(int p, Architecture sizes, DataType type) {
        numbers = 2 * p;
        heads = sizes.nHeads();
        int outputs = sizes.dMlp() + p + 1;
        effects = Rows.of(type, heads * numbers, outputs);
        base = Rows.of(type, 1, outputs);
        effectsOfEquals = Rows.of(type, heads, outputs);
        valuesBesideEquals = Rows.of(type, numbers, heads * sizes.dHead());
        weight = new double[(numbers + 1) * heads];
    }

    /** What is attended to, and how much. */
    void fill(TokenReads reads) {
        valuesBesideEquals.load(EngineMemory.of(reads.valuesBesideEquals()));
        score = Libtorch.toDoubles(reads.scores());
        exponentiate();
    }

    /** The base, once every head's effects are filled. */
    void fill(NDArray withoutHeads) {
        base.load(EngineMemory.of(withoutHeads));
        for (int head = 0; head < heads; head++) {
            base.addScaled(0, 1, effectsOfEquals, head);
        }
    }

    /** One head's effects. */
    void fill(int head, EngineMemory everyEffect) {
        int outputs = effects.width();
        effectsOfEquals.load(head, 0, everyEffect, numbers * outputs, outputs);
        for (int token = 0; token < numbers; token++) {
            int row = effect(head, token);
            effects.load(row, 0, everyEffect, token * outputs, outputs);
            effects.addScaled(row, -1, effectsOfEquals, head);
        }
    }

    private void exponentiate() {
        for (int head = 0; head < heads; head++) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int at = head; at < score.length; at += heads) {
                greatest = Math.max(greatest, score[at]);
            }
            for (int at = head; at < score.length; at += heads) {
                weight[at] = Math.exp(score[at] - greatest);
            }
        }
    }

    /** Row of {@link #effects}. */
    int effect(int head, int token) {
        return head * numbers + token;
    }

    /**
     * How much a head attends from "=" to one of an example's two numbers.
     *
     * @param token row of the number attended to
     * @param other row of the other number
     */
    double pattern(int head, int token, int other) {
        int at = token * heads + head;
        int beside = other * heads + head;
        int equals = numbers * heads + head;
        double sum = weight[at] + weight[beside] + weight[equals];
        return sum > 0
                ? weight[at] / sum
                : 1 / (1 + Math.exp(score[beside] - score[at]) + Math.exp(score[equals] - score[at]));
    }
}
