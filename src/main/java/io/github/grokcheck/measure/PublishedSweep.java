package io.github.grokcheck.measure;

import java.util.Optional;

/**
 * The epochs at which the authors' published runs with other shares of training pairs got where, one run each:
 * {@code fixtures/reference/fraction-sweep.csv}.
 */
public final class PublishedSweep {
    private static final ReferenceTable TABLE = ReferenceTable.read("fraction-sweep.csv");

    private PublishedSweep() {}

    /** The epoch that the authors' run with that share of training pairs has; empty if it is not in the table. */
    public static Optional<Integer> epoch(RunMeasure measure, double fraction) {
        int column = TABLE.header().indexOf(measure.id());
        return column < 0
                ? Optional.empty()
                : TABLE.rows().stream()
                        .filter(row -> Double.parseDouble(row.get(0)) == fraction)
                        .map(row -> Integer.valueOf(row.get(column)))
                        .findFirst();
    }
}
