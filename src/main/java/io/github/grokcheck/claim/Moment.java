package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Phase;

/** When, along a run, a claim looks at the model. */
public sealed interface Moment {
    /** At the last checkpoint. */
    record Last() implements Moment {
        @Override
        public String describe() {
            return "at the end";
        }
    }

    /** At the checkpoint of an epoch. */
    record Epoch(int epoch) implements Moment {
        @Override
        public String describe() {
            return "at epoch " + epoch;
        }
    }

    /** At the checkpoint with which a phase ends, wherever that is on the run. */
    record EndOf(Phase phase) implements Moment {
        @Override
        public String describe() {
            return "at the end of " + phase.word().replace('-', ' ');
        }
    }

    /** The moment as people read it: {@code at epoch 1400}. */
    String describe();
}
