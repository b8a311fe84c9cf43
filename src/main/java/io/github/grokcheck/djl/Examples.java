package io.github.grokcheck.djl;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.dataset.PairTask;
import io.github.grokcheck.dataset.ShuffledAnswers;
import io.github.grokcheck.dataset.Split;

/**
 * Pairs with the answers that are wanted.
 *
 * @param rows rows a·p + b of the pairs
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter list, compared by nobody
record Examples(PairTask task, int[] rows) {
    /** What a recipe trains on. */
    static Examples ofTraining(Experiment experiment) {
        Split split = Split.of(experiment);
        PairTask taught = experiment
                .seeds()
                .shuffledAnswers()
                .<PairTask>map(seed -> new ShuffledAnswers(split, seed))
                .orElse(split.task());
        return new Examples(taught, split.trainRows());
    }

    /** What a recipe leaves for the test, with the right answers; none where everything is trained on. */
    static Examples ofTest(Experiment experiment) {
        Split split = Split.of(experiment);
        return new Examples(split.task(), split.testRows());
    }

    /** The same task without a pair. */
    Examples none() {
        return new Examples(task, new int[0]);
    }

    int count() {
        return rows.length;
    }
}
