package io.github.grokcheck.measure;

import java.util.Map;
import java.util.Optional;

/**
 * The epochs at which the authors' published runs with other shares of training pairs got where, by share; one run each.
 *
 * @see "github.com/mechanistic-interpretability-grokking/progress-measures-paper, commit 23d2c64,
 *     saved_runs/mod_addition_frac_train_sweep: first epoch after the test loss's maximum with a test loss below 1 and
 *     0.1, first epoch with a training loss below 1e-6"
 */
public final class PublishedSweep {
    private static final Map<RunMeasure, Map<Double, Integer>> EPOCHS = Map.of(
            RunMeasure.EPOCH_TEST_BELOW_ONE,
            Map.ofEntries(
                    Map.entry(0.95, 123),
                    Map.entry(0.9, 156),
                    Map.entry(0.8, 177),
                    Map.entry(0.7, 129),
                    Map.entry(0.6, 270),
                    Map.entry(0.5, 744),
                    Map.entry(0.4, 2615),
                    Map.entry(0.3, 7583),
                    Map.entry(0.28, 14465),
                    Map.entry(0.25, 21419)),
            RunMeasure.EPOCH_TEST_BELOW_TENTH,
            Map.ofEntries(
                    Map.entry(0.95, 157),
                    Map.entry(0.9, 222),
                    Map.entry(0.8, 252),
                    Map.entry(0.7, 222),
                    Map.entry(0.6, 440),
                    Map.entry(0.5, 956),
                    Map.entry(0.4, 3109),
                    Map.entry(0.3, 7930),
                    Map.entry(0.28, 15037),
                    Map.entry(0.25, 21848)));

    private PublishedSweep() {}

    /** The epoch that the authors' run with that share of training pairs has. */
    public static Optional<Integer> epoch(RunMeasure measure, double fraction) {
        return Optional.ofNullable(EPOCHS.getOrDefault(measure, Map.of()).get(fraction));
    }
}
