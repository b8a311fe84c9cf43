package io.github.grokcheck.claim;

import io.github.grokcheck.measure.KeyRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the evidence says of a claim. Not evaluated is never a pass. */
public sealed interface Verdict {
    /** The claim judged. */
    Claim claim();

    /** What was found on each subject, in the order of the evidence; empty if nothing was measured. */
    List<Finding> findings();

    /** One sentence, used by test, report and console alike. */
    String explain();

    /** What the verdict would be under the other rules for key frequencies; empty where it does not rest on them. */
    default Map<KeyRule, Kind> underOtherKeyRules() {
        return Map.of();
    }

    /** The same verdict with what it would be under the other rules for key frequencies. */
    default Verdict underOtherKeyRules(Map<KeyRule, Kind> kinds) {
        return this;
    }

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

    /** The evidence meets the claim, by its rule. */
    record Upheld(Claim claim, List<Finding> findings, String explain, Map<KeyRule, Kind> underOtherKeyRules)
            implements Verdict {
        @Override
        public Verdict underOtherKeyRules(Map<KeyRule, Kind> kinds) {
            return new Upheld(claim, findings, explain, kinds);
        }

        @Override
        public Kind kind() {
            return Kind.UPHELD;
        }
    }

    /** The evidence does not meet the claim. */
    record Refuted(Claim claim, List<Finding> findings, String explain, Map<KeyRule, Kind> underOtherKeyRules)
            implements Verdict {
        @Override
        public Verdict underOtherKeyRules(Map<KeyRule, Kind> kinds) {
            return new Refuted(claim, findings, explain, kinds);
        }

        @Override
        public Kind kind() {
            return Kind.REFUTED;
        }
    }

    /** The subjects disagree, or are too few to say. */
    record Mixed(Claim claim, List<Finding> findings, String explain, Map<KeyRule, Kind> underOtherKeyRules)
            implements Verdict {
        @Override
        public Verdict underOtherKeyRules(Map<KeyRule, Kind> kinds) {
            return new Mixed(claim, findings, explain, kinds);
        }

        @Override
        public Kind kind() {
            return Kind.MIXED;
        }
    }

    /** What was given to judge could not answer, whatever it is, and nobody expects it to: a lone model has no past. */
    record OutOfReach(Claim claim, String because) implements Unanswered {}

    /** There is no evidence, and this is why. */
    record NotEvaluated(Claim claim, String because) implements Unanswered {}

    /** Nothing was measured. */
    sealed interface Unanswered extends Verdict {
        /** Why not. */
        String because();

        @Override
        default List<Finding> findings() {
            return List.of();
        }

        @Override
        default String explain() {
            return claim().id() + " not evaluated: " + because();
        }

        @Override
        default Kind kind() {
            return Kind.NOT_EVALUATED;
        }
    }
}
