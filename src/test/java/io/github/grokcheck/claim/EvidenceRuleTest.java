package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.EvidenceRule.Decision;
import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.claim.Verdict.Kind;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceRuleTest {
    private static final Condition AT_LEAST_TEN =
            new Condition(ModelMeasure.MARGIN_MEAN, Optional.empty(), new Expectation.AtLeast(10));
    private static final Condition NINE_TO_ELEVEN =
            new Condition(ModelMeasure.MARGIN_MEAN, Optional.empty(), new Expectation.Between(9, 11));

    private static Finding finding(String seed, Condition condition, double x, boolean... requirements) {
        double distance = condition.expectation().distance(x, 0);
        List<Observation> observations = new ArrayList<>();
        observations.add(new Observation(condition, new Value.Scalar(x), distance >= 0, distance));
        for (boolean met : requirements) {
            observations.add(new Observation(condition, new Value.Scalar(x), met, 0));
        }
        return new Finding("run of " + seed, seed, observations);
    }

    private static List<Finding> seeds(Condition condition, double... numbers) {
        List<Finding> findings = new ArrayList<>();
        for (double x : numbers) {
            findings.add(finding("seed " + findings.size(), condition, x));
        }
        return findings;
    }

    private static Kind kind(EvidenceRule rule, List<Finding> findings) {
        return rule.decide(findings).kind();
    }

    @Test
    void every_run_must_meet_the_claim() {
        EvidenceRule rule = new EvidenceRule.EveryRun();
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 10, 11))).isEqualTo(Kind.UPHELD);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 9, 11))).isEqualTo(Kind.MIXED);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 9, 8))).isEqualTo(Kind.REFUTED);
    }

    @Test
    void twins_are_one_seed_which_meets_the_claim_if_each_of_them_does() {
        List<Finding> twins = List.of(finding("0", AT_LEAST_TEN, 11), finding("0", AT_LEAST_TEN, 9));
        assertThat(kind(new EvidenceRule.EveryRun(), twins)).isEqualTo(Kind.REFUTED);
        assertThat(kind(new EvidenceRule.AtLeast(1, 2), twins)).isEqualTo(Kind.MIXED);
    }

    @Test
    void at_least_some_of_the_runs() {
        EvidenceRule rule = new EvidenceRule.AtLeast(3, 4);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 10, 11, 12, 9))).isEqualTo(Kind.UPHELD);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 10, 11, 12))).isEqualTo(Kind.UPHELD);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 10, 11, 9, 8))).isEqualTo(Kind.REFUTED);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 9, 8))).isEqualTo(Kind.REFUTED);
    }

    @Test
    void more_runs_than_asked_must_meet_it_in_the_same_share() {
        EvidenceRule rule = new EvidenceRule.AtLeast(3, 4);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 10, 10, 10, 10, 10, 10, 9, 9)))
                .isEqualTo(Kind.UPHELD);
        assertThat(kind(rule, seeds(AT_LEAST_TEN, 10, 10, 10, 10, 10, 9, 9, 9))).isEqualTo(Kind.REFUTED);
    }

    @Test
    void too_few_runs_to_say_are_mixed_and_named() {
        Decision decision = new EvidenceRule.AtLeast(3, 4).decide(seeds(AT_LEAST_TEN, 10, 11));
        assertThat(decision.kind()).isEqualTo(Kind.MIXED);
        assertThat(decision.note()).isEqualTo("3 of 4 are asked, 2 more could decide it");
    }

    /** Five numbers with mean 10 and deviation 0.1: t = 2.7764, half width 0.1242. */
    @Test
    void the_interval_is_students() {
        Decision decision = new EvidenceRule.Interval()
                .decide(seeds(NINE_TO_ELEVEN, 9.9, 10.1, 10, 9.9 + 0.1 - Math.sqrt(0.01), 10 + Math.sqrt(0.01)));
        assertThat(decision.kind()).isEqualTo(Kind.UPHELD);
        assertThat(decision.note()).isEqualTo("mean 10, 95 % interval 9.8758 to 10.124 over 5 runs");
    }

    @Test
    void an_interval_outside_refutes() {
        assertThat(kind(new EvidenceRule.Interval(), seeds(AT_LEAST_TEN, 8.9, 9.1, 9)))
                .isEqualTo(Kind.REFUTED);
        assertThat(kind(new EvidenceRule.Interval(), seeds(NINE_TO_ELEVEN, 11.9, 12.1, 12)))
                .isEqualTo(Kind.REFUTED);
    }

    @Test
    void an_interval_across_the_bound_is_mixed_and_says_how_many_runs_it_would_take() {
        Decision decision = new EvidenceRule.Interval().decide(seeds(AT_LEAST_TEN, 9.5, 10.5, 11.5));
        assertThat(decision.kind()).isEqualTo(Kind.MIXED);
        // Deviation 1, mean 0.5 above the bound: t(17) / sqrt(18) = 0.497 is the first half width below 0.5.
        assertThat(decision.note()).endsWith("over 3 runs; about 18 runs would decide it");
    }

    @Test
    void an_interval_that_swallows_the_region_is_mixed() {
        assertThat(kind(new EvidenceRule.Interval(), seeds(NINE_TO_ELEVEN, 0, 10, 20)))
                .isEqualTo(Kind.MIXED);
    }

    /** The interval is 10 ± 1.24; 9.1 lies in it and in the region, the mean and both ends do not. */
    @Test
    void an_interval_that_swallows_a_region_beside_its_mean_is_mixed() {
        Condition narrow = new Condition(ModelMeasure.MARGIN_MEAN, Optional.empty(), new Expectation.Between(9, 9.2));
        assertThat(kind(new EvidenceRule.Interval(), seeds(narrow, 9.5, 10, 10.5)))
                .isEqualTo(Kind.MIXED);
    }

    @Test
    void no_number_of_runs_decides_about_a_mean_on_the_bound() {
        Decision decision = new EvidenceRule.Interval().decide(seeds(AT_LEAST_TEN, 9, 10, 11));
        assertThat(decision.kind()).isEqualTo(Kind.MIXED);
        assertThat(decision.note()).endsWith("; the mean is on the bound, no number of runs would decide it");
    }

    @Test
    void every_rule_has_words() {
        assertThat(new EvidenceRule.EveryRun().describe()).isEqualTo("every run");
        assertThat(new EvidenceRule.AtLeast(4, 5).describe()).isEqualTo("at least 4 of 5 runs");
        assertThat(new EvidenceRule.Interval().describe()).isEqualTo("95 % confidence interval over runs");
    }

    @Test
    void two_runs_make_no_interval_however_clear_they_are() {
        Decision decision = new EvidenceRule.Interval().decide(seeds(AT_LEAST_TEN, 20, 20));
        assertThat(decision).isEqualTo(new Decision(Kind.MIXED, "an interval takes 3 runs, there are 2"));
    }

    @Test
    void twins_count_once_in_an_interval_with_their_mean() {
        List<Finding> findings = new ArrayList<>(seeds(NINE_TO_ELEVEN, 9.9, 10.1));
        findings.add(finding("twin", NINE_TO_ELEVEN, 9));
        findings.add(finding("twin", NINE_TO_ELEVEN, 11));
        assertThat(new EvidenceRule.Interval().decide(findings).note())
                .isEqualTo("mean 10, 95 % interval 9.7516 to 10.248 over 3 runs");
    }

    @Test
    void a_run_that_misses_a_requirement_has_no_number() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            findings.add(finding("seed " + i, AT_LEAST_TEN, 20 + i, i > 0));
        }
        Decision decision = new EvidenceRule.Interval().decide(findings);
        assertThat(decision.kind()).isEqualTo(Kind.MIXED);
        assertThat(decision.note()).contains("over 3 runs").endsWith("without the runs that miss a requirement");
        assertThat(kind(new EvidenceRule.Interval(), List.of(finding("0", AT_LEAST_TEN, 20, false))))
                .isEqualTo(Kind.REFUTED);
    }
}
