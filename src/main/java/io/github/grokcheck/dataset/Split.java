package io.github.grokcheck.dataset;

import io.github.grokcheck.config.Experiment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Which of the p² ordered pairs are trained on. (a, b) and (b, a) are separate examples and may fall on different sides,
 * as in the authors' code.
 */
public final class Split {
    private final ModularAddition task;
    private final int[] train;
    private final int[] test;
    private final BitSet inTrain;

    private Split(ModularAddition task, int[] train, int[] test) {
        this.task = task;
        this.train = train;
        this.test = test;
        this.inTrain = new BitSet(task.pairs());
        Arrays.stream(train).forEach(inTrain::set);
    }

    /**
     * The authors' split: the pairs in row order, shuffled by CPython's {@code random.seed(seed); random.shuffle(pairs)},
     * of which the first ⌊trainFraction · p²⌋ are trained on.
     *
     * @param trainFraction above 0, at most 1
     * @param seed 0 to 2³² − 1
     */
    public static Split random(ModularAddition task, double trainFraction, long seed) {
        if (!(trainFraction > 0 && trainFraction <= 1)) {
            throw new IllegalArgumentException("train fraction " + trainFraction + " is not above 0 and at most 1");
        }
        int[] rows = IntStream.range(0, task.pairs()).toArray();
        new CPythonRandom(seed).shuffle(rows);
        int trainCount = (int) (trainFraction * task.pairs());
        return new Split(task, Arrays.copyOf(rows, trainCount), Arrays.copyOfRange(rows, trainCount, rows.length));
    }

    /**
     * A split that somebody wrote down.
     *
     * @param trainRows rows a·p + b of the training pairs, none twice; every other pair is a test pair, in row order
     */
    public static Split ofTrainRows(ModularAddition task, int... trainRows) {
        BitSet train = new BitSet(task.pairs());
        for (int row : trainRows) {
            if (row < 0 || row >= task.pairs() || train.get(row)) {
                throw new IllegalArgumentException(
                        "row " + row + " is not a pair of numbers below " + task.p() + ", or is there twice");
            }
            train.set(row);
        }
        return new Split(
                task,
                trainRows.clone(),
                IntStream.range(0, task.pairs()).filter(row -> !train.get(row)).toArray());
    }

    /** The split that a recipe trains on. */
    public static Split of(Experiment recipe) {
        ModularAddition task = new ModularAddition(recipe.task().p());
        return random(task, recipe.task().trainFraction(), recipe.seeds().split());
    }

    /** The task whose pairs are split. */
    public ModularAddition task() {
        return task;
    }

    /** Rows of the training pairs, in the order of the shuffle; a copy. */
    public int[] trainRows() {
        return train.clone();
    }

    /** Rows of the test pairs, in the order of the shuffle; a copy. */
    public int[] testRows() {
        return test.clone();
    }

    /** Whether the pair in this row is trained on. */
    public boolean isTrain(int row) {
        return inTrain.get(row);
    }
}
