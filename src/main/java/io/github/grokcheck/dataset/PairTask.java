package io.github.grokcheck.dataset;

/** What a model is trained towards: from the tokens a, b, "=" predict one of the numbers 0…p−1. */
public sealed interface PairTask permits ModularAddition, ShuffledAnswers {
    /** The modulus, an odd prime. */
    int p();

    /** The wanted answer for the pair in row a·p + b. */
    int label(int row);

    /** a of the pair in this row. */
    default int first(int row) {
        return row / p();
    }

    /** b of the pair in this row. */
    default int second(int row) {
        return row % p();
    }

    /** The token "=", which follows the numbers 0…p−1. */
    default int equalsToken() {
        return p();
    }

    /** Input tokens: the numbers and "=". */
    default int vocabulary() {
        return p() + 1;
    }
}
