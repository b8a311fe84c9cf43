package io.github.grokcheck.claim;

import static io.github.grokcheck.claim.Claims.claim;
import static io.github.grokcheck.claim.Claims.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Expectation.AboveUniformLoss;
import io.github.grokcheck.claim.Expectation.AtLeast;
import io.github.grokcheck.claim.Expectation.AtLeastTimes;
import io.github.grokcheck.claim.Expectation.AtMost;
import io.github.grokcheck.claim.Expectation.AtMostTimes;
import io.github.grokcheck.claim.Expectation.Between;
import io.github.grokcheck.claim.Expectation.CloseTo;
import io.github.grokcheck.claim.Expectation.Exactly;
import io.github.grokcheck.claim.Expectation.LaterBy;
import io.github.grokcheck.measure.KeyRule;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Condition SPARSE = condition(ModelMeasure.W_E_GINI, new AtLeast(0.5));
    private static final Condition FEW_KEYS = condition(ModelMeasure.W_L_KEY_FREQUENCIES, new Between(3, 6));

    @Test
    void a_subject_that_meets_the_bound_upholds_the_claim() {
        Verdict verdict = Judge.judge(claim(SPARSE), List.of(sparse("run", 0.75)));
        assertThat(verdict).isInstanceOf(Verdict.Upheld.class);
        assertThat(verdict.explain()).isEqualTo("toy.claim upheld: 0.75 on run, expected >= 0.5 (0.25 to spare)");
        assertThat(verdict.findings()).hasSize(1);
    }

    @Test
    void a_subject_that_misses_the_bound_refutes_the_claim() {
        Verdict verdict = Judge.judge(claim(SPARSE), List.of(sparse("run", 0.412)));
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        assertThat(verdict.explain()).isEqualTo("toy.claim refuted: 0.412 on run, expected >= 0.5 (missed by 0.088)");
    }

    @Test
    void the_bound_itself_is_met_and_the_sentence_says_so() {
        assertThat(Judge.judge(claim(SPARSE), List.of(sparse("run", 0.5))).explain())
                .isEqualTo("toy.claim upheld: 0.5 on run, expected >= 0.5 (the bound itself counts as met)");
        assertThat(kindOf(SPARSE, sparse("run", Math.nextDown(0.5)))).isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void moving_one_bound_past_the_value_changes_the_verdict() {
        Subject run = sparse("run", 0.412);
        assertThat(kindOf(condition(ModelMeasure.W_E_GINI, new AtLeast(0.412)), run))
                .isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(condition(ModelMeasure.W_E_GINI, new AtLeast(0.413)), run))
                .isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void close_to_a_value_is_no_farther_from_it_than_the_tolerance_on_either_side() {
        Condition half = condition(ModelMeasure.W_E_GINI, new CloseTo(0.5, 0.125));
        assertThat(kindOf(half, sparse("run", 0.375))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(half, sparse("run", 0.625))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(half, sparse("run", Math.nextDown(0.375)))).isEqualTo(Verdict.Kind.REFUTED);
        assertThat(kindOf(half, sparse("run", Math.nextUp(0.625)))).isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void between_two_bounds_is_neither_below_the_one_nor_above_the_other() {
        Condition between = condition(ModelMeasure.W_E_GINI, new Between(0.25, 0.75));
        assertThat(kindOf(between, sparse("run", 0.25))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(between, sparse("run", 0.75))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(between, sparse("run", Math.nextDown(0.25)))).isEqualTo(Verdict.Kind.REFUTED);
        assertThat(kindOf(between, sparse("run", Math.nextUp(0.75)))).isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void of_several_subjects_the_closest_speaks_for_an_upheld_claim() {
        Verdict verdict = Judge.judge(claim(SPARSE), List.of(sparse("a", 0.8), sparse("b", 0.6), sparse("c", 0.7)));
        assertThat(verdict.explain())
                .isEqualTo("toy.claim upheld, met on 3 of 3; closest: 0.6 on b, expected >= 0.5 (0.1 to spare)");
        assertThat(verdict.findings()).extracting(Finding::subject).containsExactly("a", "b", "c");
    }

    @Test
    void of_several_subjects_the_worst_speaks_against_a_refuted_claim() {
        assertThat(Judge.judge(claim(SPARSE), List.of(sparse("a", 0.4), sparse("b", 0.3)))
                        .explain())
                .isEqualTo("toy.claim refuted, met on 0 of 2; worst: 0.3 on b, expected >= 0.5 (missed by 0.2)");
    }

    @Test
    void subjects_that_disagree_make_it_mixed() {
        Verdict verdict = Judge.judge(claim(SPARSE), List.of(sparse("a", 0.9), sparse("b", 0.3), sparse("c", 0.8)));
        assertThat(verdict).isInstanceOf(Verdict.Mixed.class);
        assertThat(verdict.explain())
                .isEqualTo("toy.claim mixed, met on 2 of 3; worst: 0.3 on b, expected >= 0.5 (missed by 0.2)");
    }

    @Test
    void a_requirement_that_fails_refutes_and_is_named() {
        Subject run = sparse("epoch-0", 0.9).with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency());
        assertThat(Judge.judge(claim(SPARSE, FEW_KEYS), List.of(run)).explain())
                .isEqualTo("toy.claim refuted: 0.9 on epoch-0, expected >= 0.5 (0.4 to spare),"
                        + " but requires 3 to 6 key frequencies, has 56");
    }

    @Test
    void a_failing_requirement_is_named_beside_a_missed_bound() {
        Condition learnt = condition(ModelMeasure.ACCURACY_TEST, new AtLeast(0.99));
        Subject run = sparse("epoch-0", 0.1)
                .with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency())
                .with(ModelMeasure.ACCURACY_TEST, 0.0088);
        assertThat(Judge.judge(claim(SPARSE, FEW_KEYS, learnt), List.of(run)).explain())
                .isEqualTo("toy.claim refuted: 0.1 on epoch-0, expected >= 0.5 (missed by 0.4), and requires"
                        + " 3 to 6 key frequencies, has 56 and accuracy.test >= 0.99, has 0.0088");
    }

    @Test
    void a_requirement_that_holds_is_not_named_beside_one_that_fails() {
        Condition learnt = condition(ModelMeasure.ACCURACY_TEST, new AtLeast(0.99));
        Subject run = sparse("run", 0.9)
                .with(ModelMeasure.W_L_KEY_FREQUENCIES, new Value.Frequencies(List.of(3, 6, 23)))
                .with(ModelMeasure.ACCURACY_TEST, 0.5);
        assertThat(Judge.judge(claim(SPARSE, FEW_KEYS, learnt), List.of(run)).explain())
                .endsWith(" to spare), but requires accuracy.test >= 0.99, has 0.5");
    }

    /** Both are at distance 0 and refuted: one lies on the bound and misses a requirement, the other has no number. */
    @Test
    void a_run_without_a_number_speaks_louder_than_one_that_misses_a_requirement_alone() {
        Subject onTheBound = sparse("bound", 0.5).with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency());
        Subject undefined = MapSubject.named("none")
                .with(ModelMeasure.W_E_GINI, new Value.Undefined("0/0"))
                .with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency());
        assertThat(Judge.judge(claim(SPARSE, FEW_KEYS), List.of(onTheBound, undefined))
                        .explain())
                .startsWith("toy.claim refuted, met on 0 of 2; worst: no value (0/0) on none");
    }

    @Test
    void every_requirement_must_hold() {
        Subject run =
                sparse("run", 0.9).with(ModelMeasure.W_L_KEY_FREQUENCIES, new Value.Frequencies(List.of(3, 6, 23)));
        assertThat(kindOf(claim(SPARSE, FEW_KEYS), run)).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(claim(SPARSE, FEW_KEYS, condition(ModelMeasure.W_E_GINI, new AtMost(0.8))), run))
                .isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void an_undefined_value_does_not_meet_anything_and_says_why() {
        Subject run = MapSubject.named("run").with(ModelMeasure.W_E_GINI, new Value.Undefined("there is no key"));
        assertThat(Judge.judge(claim(SPARSE), List.of(run)).explain())
                .isEqualTo("toy.claim refuted: no value (there is no key) on run, expected >= 0.5");
    }

    @Test
    void a_value_without_members_does_not_meet_a_bound_on_each_member() {
        Condition each = condition(ModelMeasure.ALPHA, new AtLeast(0));
        Subject run = MapSubject.named("run").with(ModelMeasure.ALPHA, new Value.Members(Map.of()));
        assertThat(kindOf(each, run)).isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void what_no_subject_can_answer_is_not_evaluated() {
        Verdict verdict = Judge.judge(claim(SPARSE), List.of(MapSubject.named("a"), MapSubject.named("b")));
        assertThat(verdict).isInstanceOf(Verdict.NotEvaluated.class);
        assertThat(verdict.explain())
                .isEqualTo("toy.claim not evaluated: gini.W_E: not given on a; gini.W_E: not given on b");
    }

    @Test
    void a_subject_that_cannot_answer_is_left_out_and_named() {
        Verdict verdict = Judge.judge(claim(SPARSE), List.of(MapSubject.named("a"), sparse("b", 0.75)));
        assertThat(verdict.explain())
                .isEqualTo("toy.claim upheld: 0.75 on b, expected >= 0.5 (0.25 to spare);"
                        + " left out: a (gini.W_E: not given)");
        assertThat(verdict.findings()).extracting(Finding::subject).containsExactly("b");
    }

    @Test
    void a_subject_that_lacks_only_a_requirement_is_left_out_too() {
        assertThat(kindOf(claim(SPARSE, FEW_KEYS), sparse("run", 0.1))).isEqualTo(Verdict.Kind.NOT_EVALUATED);
    }

    @Test
    void without_evidence_nothing_is_evaluated() {
        assertThat(Judge.judge(claim(SPARSE), List.of()).explain())
                .isEqualTo(
                        "toy.claim not evaluated: there is no evidence, namely no recorded run of the mainline recipe");
    }

    @Test
    void a_claim_that_is_not_tested_is_not_evaluated_whatever_the_evidence() {
        Subject run = MapSubject.named("run").with(ModelMeasure.LOSS_ALL, 1);
        assertThat(Judge.judge(claim(new Claim.Status.Planned("needs a sweep")), List.of(run))
                        .explain())
                .isEqualTo("toy.claim not evaluated: planned, needs a sweep");
        assertThat(Judge.judge(claim(new Claim.Status.Untestable("it is an intent")), List.of(run))
                        .explain())
                .isEqualTo("toy.claim not evaluated: untestable, it is an intent");
    }

    @Test
    void a_set_of_frequencies_is_compared_as_a_set() {
        Condition five = condition(ModelMeasure.W_L_KEY_FREQUENCIES, new Exactly(List.of(14, 35, 41, 42, 52)));
        assertThat(kindOf(five, keys(52, 42, 41, 35, 14))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(Judge.judge(claim(five), List.of(keys(14, 35, 42, 52))).explain())
                .isEqualTo(
                        "toy.claim refuted: 14, 35, 42, 52 on run, expected exactly 14, 35, 41, 42, 52 (without 41)");
        assertThat(Judge.judge(claim(five), List.of(keys(14, 31, 35, 42, 52))).explain())
                .endsWith("(without 41, besides 31)");
        assertThat(Judge.judge(claim(five), List.of(keys(14, 31, 35, 41, 42, 52)))
                        .explain())
                .endsWith("(besides 31)");
    }

    @Test
    void of_several_sets_the_one_with_most_wrong_frequencies_is_the_worst() {
        Condition five = condition(ModelMeasure.W_L_KEY_FREQUENCIES, new Exactly(List.of(14, 35, 41, 42, 52)));
        assertThat(Judge.judge(claim(five), List.of(keys(14, 35, 42, 52), keys(1, 35, 42)))
                        .explain())
                .endsWith(
                        "worst: 1, 35, 42 on run, expected exactly 14, 35, 41, 42, 52 (without 14, 41, 52, besides 1)");
    }

    @Test
    void one_number_is_compared_with_one_number() {
        Condition exactly = condition(ModelMeasure.HEADS, "0.frequency", new Exactly(List.of(35)));
        assertThat(kindOf(exactly, heads(35))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(Judge.judge(claim(exactly), List.of(heads(42))).explain())
                .isEqualTo("toy.claim refuted: 42 on run, expected exactly 35 (missed by 7)");
        assertThat(kindOf(condition(ModelMeasure.HEADS, "0.frequency", new Exactly(List.of(35, 42))), heads(35)))
                .isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void a_bound_on_each_member_is_held_against_the_worst() {
        Condition each = condition(ModelMeasure.ALPHA, new AtLeast(5));
        assertThat(Judge.judge(claim(each), List.of(alphas(5.9, 4.5, 9.1))).explain())
                .isEqualTo("toy.claim refuted: 4.5 at 2, the worst of 3 on run, expected each >= 5 (missed by 0.5)");
        assertThat(kindOf(each, alphas(5.9, 5, 9.1))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(condition(ModelMeasure.ALPHA, "3", new AtLeast(5)), alphas(1, 1, 9.1)))
                .isEqualTo(Verdict.Kind.UPHELD);
    }

    @Test
    void a_member_that_is_not_there_is_undefined() {
        Condition absent = condition(ModelMeasure.ALPHA, "41", new AtLeast(0));
        assertThat(Judge.judge(claim(absent), List.of(alphas(1, 2))).explain())
                .isEqualTo("toy.claim refuted: no value (there is no 41, only 1, 2) on run, expected >= 0");
    }

    @Test
    void of_two_members_one_is_the_worst() {
        Condition each = condition(ModelMeasure.ALPHA, new AtLeast(5));
        assertThat(Judge.judge(claim(each), List.of(alphas(4, 6))).explain())
                .startsWith("toy.claim refuted: 4 at 1, the worst of 2 on run");
    }

    @Test
    void a_head_that_is_not_there_or_never_varies_has_no_number() {
        Condition second = condition(ModelMeasure.HEADS, "1.frequency", new Exactly(List.of(35)));
        assertThat(Judge.judge(claim(second), List.of(heads(35))).explain())
                .isEqualTo("toy.claim refuted: no value (there is no head 1, only 1) on run, expected exactly 35");
        Condition first = condition(ModelMeasure.HEADS, "0.fve", new AtLeast(0.9));
        Subject constant = MapSubject.named("run").with(ModelMeasure.HEADS, new Value.Heads(List.of(Optional.empty())));
        assertThat(Judge.judge(claim(first), List.of(constant)).explain())
                .isEqualTo(
                        "toy.claim refuted: no value (the attention of head 0 never varies) on run, expected >= 0.9");
    }

    @Test
    void nothing_is_counted_under_a_frequency_that_does_not_occur() {
        Condition none = condition(ModelMeasure.NEURON_CLUSTERS, "14", new AtMost(0));
        Subject run = MapSubject.named("run")
                .with(ModelMeasure.NEURON_CLUSTERS, new Value.Counts(new TreeMap<>(Map.of(35, 93))));
        assertThat(kindOf(none, run)).isEqualTo(Verdict.Kind.UPHELD);
    }

    @Test
    void a_bound_may_be_a_multiple_of_another_quantity() {
        Condition lower = condition(ModelMeasure.RESTRICTED_ALL, new AtMostTimes(0.6, ModelMeasure.LOSS_ALL));
        assertThat(kindOf(lower, restricted(1.19e-7))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(Judge.judge(claim(lower), List.of(restricted(1.3e-7))).explain())
                .isEqualTo("toy.claim refuted: 1.3e-7 on run, expected <= 0.6 x loss.all = 2e-7 (missed by 1e-8)");
        Condition higher = condition(ModelMeasure.RESTRICTED_ALL, new AtLeastTimes(10, ModelMeasure.LOSS_ALL));
        assertThat(kindOf(higher, restricted(2e-6))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(kindOf(higher, restricted(1.9e-6))).isEqualTo(Verdict.Kind.REFUTED);
    }

    @Test
    void the_other_quantity_may_be_lacking_or_undefined() {
        Condition lower = condition(ModelMeasure.RESTRICTED_ALL, new AtMostTimes(0.6, ModelMeasure.LOSS_ALL));
        MapSubject run = MapSubject.named("run").with(ModelMeasure.RESTRICTED_ALL, 1e-7);
        assertThat(kindOf(lower, run)).isEqualTo(Verdict.Kind.NOT_EVALUATED);
        assertThat(Judge.judge(claim(lower), List.of(run.with(ModelMeasure.LOSS_ALL, new Value.Undefined("0/0"))))
                        .explain())
                .isEqualTo("toy.claim refuted: no value (0/0) on run, expected <= 0.6 x loss.all");
    }

    @Test
    void an_epoch_may_have_to_be_later_than_another() {
        Condition later = condition(RunMeasure.EPOCH_TEST_SOLVED, new LaterBy(1000, RunMeasure.EPOCH_TRAIN_MEMORISED));
        assertThat(kindOf(later, epochs(271, 1271))).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(Judge.judge(claim(later), List.of(epochs(271, 1200))).explain())
                .isEqualTo("toy.claim refuted: 1200 on run, expected at least 1000 epochs after"
                        + " epoch.train-loss-below-0.01 = 271 (missed by 71)");
    }

    @Test
    void worse_than_uniform_means_more_than_uniform() {
        Condition worse = condition(ModelMeasure.LOSS_ALL, new AboveUniformLoss());
        MapSubject run = MapSubject.named("run").with(MathematicsMeasure.UNIFORM_LOSS, 4.5);
        assertThat(kindOf(worse, run.with(ModelMeasure.LOSS_ALL, Math.nextUp(4.5))))
                .isEqualTo(Verdict.Kind.UPHELD);
        assertThat(Judge.judge(claim(worse), List.of(run.with(ModelMeasure.LOSS_ALL, 4.5)))
                        .explain())
                .isEqualTo("toy.claim refuted: 4.5 on run, expected > the uniform guess's ln p = 4.5"
                        + " (the bound itself does not count)");
    }

    private static Verdict.Kind kindOf(Condition expect, Subject subject) {
        return kindOf(claim(expect), subject);
    }

    private static Verdict.Kind kindOf(Claim claim, Subject subject) {
        return Judge.judge(claim, List.of(subject)).kind();
    }

    private static MapSubject sparse(String name, double gini) {
        return MapSubject.named(name).with(ModelMeasure.W_E_GINI, gini);
    }

    private static Value everyFrequency() {
        return new Value.Frequencies(IntStream.rangeClosed(1, 56).boxed().toList());
    }

    private static Subject keys(Integer... k) {
        return MapSubject.named("run").with(ModelMeasure.W_L_KEY_FREQUENCIES, new Value.Frequencies(List.of(k)));
    }

    private static Subject heads(int frequency) {
        return MapSubject.named("run")
                .with(ModelMeasure.HEADS, new Value.Heads(List.of(Optional.of(new Value.Head(frequency, 0.9)))));
    }

    private static Subject alphas(double... alphas) {
        Map<String, Double> members = new java.util.LinkedHashMap<>();
        IntStream.range(0, alphas.length).forEach(i -> members.put(String.valueOf(i + 1), alphas[i]));
        return MapSubject.named("run").with(ModelMeasure.ALPHA, new Value.Members(members));
    }

    private static Subject restricted(double loss) {
        return MapSubject.named("run").with(ModelMeasure.RESTRICTED_ALL, loss).with(ModelMeasure.LOSS_ALL, 2e-7);
    }

    private static Subject epochs(int memorised, int solved) {
        return MapSubject.named("run")
                .with(RunMeasure.EPOCH_TRAIN_MEMORISED, new Value.Count(memorised))
                .with(RunMeasure.EPOCH_TEST_SOLVED, new Value.Count(solved));
    }

    /** A run whose measured value depends on the rule for key frequencies. */
    private record ByRule(KeyRule rule) implements Subject {
        @Override
        public String name() {
            return "run";
        }

        @Override
        public Subject under(KeyRule other) {
            return residual(other) == residual(rule) ? this : new ByRule(other);
        }

        @Override
        public Value value(Measure measure) {
            return new Value.Scalar(residual(rule));
        }

        private static double residual(KeyRule rule) {
            return switch (rule) {
                case W_L, W_E_AND_W_L -> 0.01;
                case EVERY_NEURON -> 0.2;
                case EVERY_NEURON_BUT_HIGHEST -> 0.03;
            };
        }
    }

    private static final Subject BY_RULE = new ByRule(KeyRule.W_L);

    @Test
    void a_claim_that_rests_on_key_frequencies_says_what_it_would_be_under_the_other_rules() {
        Claim claim = claim(condition(ModelMeasure.W_L_RESIDUAL, new AtMost(0.05)));
        Verdict verdict = Judge.judgeUnderEveryKeyRule(claim, List.of(BY_RULE));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(verdict.underOtherKeyRules())
                .isEqualTo(Map.of(
                        KeyRule.W_E_AND_W_L, Verdict.Kind.UPHELD,
                        KeyRule.EVERY_NEURON, Verdict.Kind.REFUTED,
                        KeyRule.EVERY_NEURON_BUT_HIGHEST, Verdict.Kind.UPHELD));
    }

    @Test
    void a_subject_that_is_the_same_under_every_rule_has_the_same_verdict() {
        Claim claim = claim(condition(ModelMeasure.W_L_RESIDUAL, new AtMost(0.05)));
        Subject run = MapSubject.named("run").with(ModelMeasure.W_L_RESIDUAL, 0.01);
        assertThat(Judge.judgeUnderEveryKeyRule(claim, List.of(run)).underOtherKeyRules())
                .hasSize(3)
                .allSatisfy((rule, kind) -> assertThat(kind).isEqualTo(Verdict.Kind.UPHELD));
    }

    @Test
    void a_claim_that_does_not_rest_on_key_frequencies_is_silent_about_the_rules() {
        Claim claim = claim(condition(ModelMeasure.W_E_GINI, new AtMost(0.05)));
        assertThat(Judge.judgeUnderEveryKeyRule(claim, List.of(BY_RULE)).underOtherKeyRules())
                .isEmpty();
    }
}
