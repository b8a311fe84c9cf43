package io.github.grokcheck.claim;

import java.util.List;
import java.util.Locale;

/** What the evidence says of a claim. Not evaluated is never a pass. */
public sealed interface Verdict {
    /** The claim judged. */
    Claim claim();

    /** What was found on each subject, in the order of the evidence; empty if nothing was measured. */
    List<Finding> findings();

    /** One sentence, used by test, report and console alike. */
    String explain();

    /** The verdict in one word. */
    Kind kind();

    /** The four verdicts. */
    enum Kind {
        UPHELD,
        REFUTED,
        MIXED,
        NOT_EVALUATED;

        /** "upheld", "refuted", "mixed", "not evaluated". */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Every subject meets the expectation. */
    record Upheld(Claim claim, List<Finding> findings, String explain) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.UPHELD;
        }
    }

    /** No subject meets the expectation. */
    record Refuted(Claim claim, List<Finding> findings, String explain) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.REFUTED;
        }
    }

    /** The subjects disagree. */
    record Mixed(Claim claim, List<Finding> findings, String explain) implements Verdict {
        @Override
        public Kind kind() {
            return Kind.MIXED;
        }
    }

    /** There is no evidence, and this is why. */
    record NotEvaluated(Claim claim, String because) implements Verdict {
        @Override
        public List<Finding> findings() {
            return List.of();
        }

        @Override
        public String explain() {
            return claim.id() + " not evaluated: " + because;
        }

        @Override
        public Kind kind() {
            return Kind.NOT_EVALUATED;
        }
    }
}
