package io.github.grokcheck.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.config.Experiment.Architecture;

/** What chunks read of {@link TokenTables}, as rows; filled anew at every step, read by all threads. */
final class TokenRows {
    private final int p;
    private final int numbers;
    private final int heads;

    /** Effect of full attention to a number's token instead of "=", [heads · 2p, outputs]. */
    final Rows effects;
    /** The outputs if every head attended to "=" alone, biases included, [1, outputs]. */
    final Rows base;

    private final Rows effectsOfEquals;
    /** exp(score − the head's greatest score), [2p + 1, heads]. */
    private final double[] weight;

    private double[] score = {};

    TokenRows(int p, Architecture sizes, DataType type) {
        this.p = p;
        numbers = 2 * p;
        heads = sizes.nHeads();
        int outputs = sizes.dMlp() + p + 1;
        effects = Rows.of(type, heads * numbers, outputs);
        base = Rows.of(type, 1, outputs);
        effectsOfEquals = Rows.of(type, heads, outputs);
        weight = new double[(numbers + 1) * heads];
    }

    /** @param scores {@link TokenReads#scores} */
    void fillScores(NDArray scores) {
        score = Libtorch.toDoubles(scores);
        exponentiate();
    }

    /** The base, once every head's effects are filled. */
    void fillBase(NDArray withoutHeads) {
        base.load(EngineMemory.of(withoutHeads));
        for (int head = 0; head < heads; head++) {
            base.addScaled(0, 1, effectsOfEquals, head);
        }
    }

    /** One head's effects. */
    void fillEffects(int head, EngineMemory everyEffect) {
        int outputs = effects.width();
        effectsOfEquals.load(head, 0, everyEffect, numbers * outputs, outputs);
        for (int token = 0; token < numbers; token++) {
            int row = effect(p, head, token);
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
    static int effect(int p, int head, int token) {
        return head * 2 * p + token;
    }

    /**
     * How much every head attends from "=" to an example's two numbers.
     *
     * @param first row of the first number's token
     * @param second row of the second number's token
     * @param pattern filled: of each head to the first number, then to the second, [heads · 2]
     */
    void attend(int first, int second, double[] pattern) {
        for (int head = 0; head < heads; head++) {
            int atFirst = first * heads + head;
            int atSecond = second * heads + head;
            int atEquals = numbers * heads + head;
            double sum = weight[atFirst] + weight[atSecond] + weight[atEquals];
            if (sum > 0) {
                pattern[2 * head] = weight[atFirst] / sum;
                pattern[2 * head + 1] = weight[atSecond] / sum;
            } else {
                pattern[2 * head] = underflown(atFirst, atSecond, atEquals);
                pattern[2 * head + 1] = underflown(atSecond, atFirst, atEquals);
            }
        }
    }

    /** A softmax all of whose weights are below the least float64, because the head's greatest score is another's. */
    private double underflown(int at, int beside, int equals) {
        return 1 / (1 + Math.exp(score[beside] - score[at]) + Math.exp(score[equals] - score[at]));
    }
}
