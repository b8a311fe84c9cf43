package io.github.grokcheck.measure;

/** What a quantity is counted in. */
public enum Unit {
    /** Cross-entropy with natural logarithms. */
    NATS("nats"),
    /** A share, 0 to 1. */
    FRACTION("fraction"),
    /** A whole number of things. */
    COUNT("count"),
    /** A frequency k. */
    FREQUENCY("k"),
    /** Differences of logits. */
    LOGITS("logits"),
    /** Optimizer steps. */
    EPOCHS("epochs"),
    /** A pure number. */
    ONE("1");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** The unit as printed. */
    public String symbol() {
        return symbol;
    }
}
