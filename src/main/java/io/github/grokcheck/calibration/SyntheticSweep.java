package io.github.grokcheck.calibration;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.RunSelection.Setting;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.measure.PublishedSweep;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.measure.SweepPoint;
import io.github.grokcheck.trajectory.LossCurve;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Runs written by hand, one for each value of the setting that a claim's runs differ in. They memorise within 1,000 epochs
 * and generalise later, the later the less they have of the setting; those with other shares of training pairs when the
 * authors' runs did.
 */
final class SyntheticSweep {
    private static final int MEMORISED = 1_000;
    private static final int LENGTH = 200_000;
    private static final int WITH_ALL_OF_IT = 10_000;

    private SyntheticSweep() {}

    /** Everything as the paper says; empty for a claim that compares no runs. */
    static Optional<Subject> ordered(Claim claim) {
        return sweep(claim, "ordered-sweep", values -> values, i -> MEMORISED);
    }

    /** The same with the values of the setting in reversed order, and memorisation that takes longer run by run. */
    static Optional<Subject> reversed(Claim claim) {
        return sweep(claim, "reversed-sweep", SyntheticSweep::backwards, i -> (i + 1) * MEMORISED);
    }

    private static Optional<Subject> sweep(
            Claim claim, String name, UnaryOperator<List<Double>> order, IntUnaryOperator memorised) {
        return claim.runs()
                .varied()
                .filter(setting -> claim.expect().measure() instanceof SweepMeasure)
                .map(setting -> {
                    List<Double> values = claim.runs().settings().getOrDefault(setting, List.of());
                    List<Double> trainedLike = order.apply(values);
                    return new SweepSubject(
                            name,
                            IntStream.range(0, values.size())
                                    .mapToObj(i -> new SweepPoint(
                                            values.get(i),
                                            0,
                                            curve(memorised.applyAsInt(i), generalised(setting, trainedLike.get(i)))))
                                    .toList());
                });
    }

    private static List<Double> backwards(List<Double> values) {
        List<Double> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }

    private static int generalised(Setting setting, double value) {
        int inProportion = value == 0 ? LENGTH : (int) (WITH_ALL_OF_IT / value);
        return setting == Setting.TRAIN_FRACTION
                ? PublishedSweep.epoch(RunMeasure.EPOCH_TEST_BELOW_ONE, value).orElse(inProportion)
                : inProportion;
    }

    private static LossCurve curve(int memorised, int generalised) {
        return new LossCurve(IntStream.of(0, 1, memorised, generalised, LENGTH - 1)
                .sorted()
                .mapToObj(epoch -> new LossCurve.Point(
                        epoch, epoch < memorised ? 4.7 : 1e-7, epoch == 0 ? 4.7 : epoch < generalised ? 20 : 1e-3))
                .toList());
    }
}
