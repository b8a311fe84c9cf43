package io.github.grokcheck.dataset;

import java.util.Arrays;

/**
 * Addition with the training pairs' answers shuffled among them: a list to be learnt by heart, from which nothing follows
 * for the test pairs. Those keep their right answers.
 */
public final class ShuffledAnswers implements PairTask {
    private final ModularAddition task;
    private final int[] labels;

    /**
     * @param split whose training pairs' answers are shuffled
     * @param seed of CPython's {@code random.shuffle}, applied to the answers in the order of the training rows
     */
    public ShuffledAnswers(Split split, long seed) {
        task = split.task();
        labels = new int[task.pairs()];
        Arrays.setAll(labels, task::label);
        int[] rows = split.trainRows();
        int[] answers = Arrays.stream(rows).map(task::label).toArray();
        new CPythonRandom(seed).shuffle(answers);
        for (int i = 0; i < rows.length; i++) {
            labels[rows[i]] = answers[i];
        }
    }

    @Override
    public int p() {
        return task.p();
    }

    @Override
    public int label(int row) {
        return labels[row];
    }
}
