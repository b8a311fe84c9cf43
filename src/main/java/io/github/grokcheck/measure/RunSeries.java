package io.github.grokcheck.measure;

import io.github.grokcheck.trajectory.MeasureTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** The measures recorded along a run, and the phases that they show. */
public final class RunSeries {
    private static final double GENERALISED = 0.01;
    private static final int SHORTEST_PHASE = 500;
    private static final int FEWEST_CHECKPOINTS = 5;

    private final MeasureTable table;
    private final int p;
    private final int[] epochs;
    private final Lazy<Optional<Phases>> phases = new Lazy<>(this::findPhases);

    /**
     * @param table what was recorded
     * @param p the modulus, for the loss ln p of a uniform guess
     */
    public RunSeries(MeasureTable table, int p) {
        this.table = table;
        this.p = p;
        this.epochs = table.epochs();
    }

    /** Epochs of the checkpoints, ascending. */
    public int[] epochs() {
        return epochs.clone();
    }

    /** One quantity at every checkpoint; empty if it was not recorded, or not everywhere. */
    public Optional<double[]> of(ModelMeasure measure) {
        return of(measure.id());
    }

    Optional<double[]> of(String column) {
        return table.column(column).filter(x -> Arrays.stream(x).allMatch(Double::isFinite));
    }

    /** The loss of a uniform guess, ln p. */
    double uniformLoss() {
        return Math.log(p);
    }

    /** Where the phases lie; empty if the run has none by the rule of {@link Phases}. */
    public synchronized Optional<Phases> phases() {
        return phases.get();
    }

    /** The index of the first checkpoint at or after an index whose number is as asked. */
    static Optional<Integer> first(double[] x, int from, DoublePredicate asked) {
        return IntStream.range(from, x.length)
                .filter(i -> asked.test(x[i]))
                .boxed()
                .findFirst();
    }

    static int argmax(double[] x) {
        return IntStream.range(0, x.length)
                .reduce((a, b) -> x[b] > x[a] ? b : a)
                .orElseThrow();
    }

    /** The index of the checkpoint of an epoch; negative if there is none. */
    public int index(int epoch) {
        return Arrays.binarySearch(epochs, epoch);
    }

    /** The median over the last tenth of the checkpoints. */
    static double finalLevel(double[] x) {
        return TheilSen.median(Arrays.copyOfRange(x, x.length - Math.max(1, x.length / 10), x.length));
    }

    private Optional<Phases> findPhases() {
        return of(ModelMeasure.LOSS_TEST)
                .filter(test -> test.length >= 3 * FEWEST_CHECKPOINTS)
                .flatMap(test -> of(ModelMeasure.EXCLUDED_TRAIN).flatMap(excluded -> findPhases(test, excluded)));
    }

    private Optional<Phases> findPhases(double[] test, double[] excluded) {
        double level = finalLevel(test);
        Optional<Integer> cleanup = first(test, argmax(test), x -> x < uniformLoss());
        if (level >= GENERALISED || cleanup.isEmpty()) {
            return Optional.empty();
        }
        int begins = cleanup.get();
        int memorised = IntStream.range(0, begins)
                .reduce((a, b) -> excluded[b] < excluded[a] ? b : a)
                .orElse(0);
        int ends = test.length;
        while (ends > 0 && test[ends - 1] <= Math.E * level) {
            ends--;
        }
        return ends < test.length && isPhase(0, memorised) && isPhase(memorised, begins) && isPhase(begins, ends)
                ? Optional.of(new Phases(epochs[memorised], epochs[begins], epochs[ends]))
                : Optional.empty();
    }

    private boolean isPhase(int from, int to) {
        return to - from + 1 >= FEWEST_CHECKPOINTS && epochs[to] - epochs[from] >= SHORTEST_PHASE;
    }
}
