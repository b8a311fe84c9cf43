package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.SetupMeasure;
import io.github.grokcheck.support.TinyModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a model can answer without its run. */
class ModelEvidenceTest {
    private static final Experiment MAINLINE = Recipes.find("mainline");
    private static final Condition POSITIVE = Claims.condition(ModelMeasure.LOSS_ALL, new Expectation.AtLeast(0));

    @Test
    void a_claim_about_grokked_models_is_judged_on_each_as_on_a_seed_of_its_own() {
        Verdict verdict = evidence(Optional.empty(), 1, 2).verdictOn(claim(Scope.EVERY_GROKKED_RUN, POSITIVE));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(verdict.findings()).extracting(Finding::seed).containsExactly("model 1", "model 2");
    }

    @Test
    void a_number_of_the_authors_run_is_judged_only_where_the_recipe_says_that_this_is_one() {
        Claim claim = claim(Scope.AUTHORS_RUN, POSITIVE);
        assertThat(reason(Optional.empty(), claim)).contains("number of the authors' own run", "--recipe");
        assertThat(reason(Optional.of(MAINLINE.withSeed(3)), claim)).contains("number of the authors' own run");
        assertThat(evidence(Optional.of(MAINLINE), 1).verdictOn(claim).kind()).isEqualTo(Verdict.Kind.UPHELD);
    }

    @Test
    void a_claim_that_does_not_speak_of_the_models_recipe_is_out_of_reach() {
        Experiment weaker = new Experiment(
                "weaker",
                MAINLINE.task(),
                MAINLINE.architecture(),
                MAINLINE.optimizer().withWeightDecay(0.1),
                MAINLINE.schedule(),
                MAINLINE.seeds());
        assertThat(reason(Optional.of(weaker), claim(Scope.EVERY_GROKKED_RUN, POSITIVE)))
                .isEqualTo("it does not speak of runs with weight decay 0.1");
    }

    @Test
    void the_course_of_training_and_comparisons_of_runs_are_out_of_reach() {
        Claim course = claim(Scope.EVERY_GROKKED_RUN, Claims.condition(SeriesMeasure.LEAD, new Expectation.AtLeast(0)));
        assertThat(reason(Optional.of(MAINLINE), course)).contains("course of training");
        assertThat(reason(Optional.empty(), claim(Scope.SWEEP, POSITIVE))).contains("compares runs");
        assertThat(reason(
                        Optional.empty(),
                        claim(
                                Scope.EVERY_GROKKED_RUN,
                                Claims.condition(RunMeasure.EPOCH_TEST_SOLVED, new Expectation.AtLeast(0)))))
                .contains("neither recipe nor loss curve");
    }

    @Test
    void arithmetic_is_judged_whatever_the_models() {
        Measure measure = MathematicsMeasure.UNIFORM_LOSS;
        assertThat(evidence(Optional.empty(), 1)
                        .verdictOn(claim(Scope.MATHEMATICS, Claims.condition(measure, new Expectation.AtLeast(4))))
                        .kind())
                .isEqualTo(Verdict.Kind.UPHELD);
    }

    @Test
    void the_recipe_answers_what_it_states() {
        Claim claim =
                claim(Scope.EVERY_GROKKED_RUN, Claims.condition(SetupMeasure.MODULUS, new Expectation.AtLeast(113)));
        assertThat(evidence(Optional.of(MAINLINE), 1).verdictOn(claim).kind()).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(evidence(Optional.empty(), 1).verdictOn(claim)).isInstanceOf(Verdict.OutOfReach.class);
    }

    @Test
    void nobody_is_surprised_by_what_is_out_of_reach() {
        Verdict verdict = evidence(Optional.empty(), 1).verdictOn(claim(Scope.SWEEP, POSITIVE));
        assertThat(Verdicts.isExpected(verdict)).isTrue();
    }

    /** Our runs refute the claim; a visitor may do the same, or uphold it, and neither is a surprise. */
    @Test
    void a_deviation_of_our_runs_is_no_surprise_on_a_visitor_and_neither_is_its_absence() {
        Optional<KnownDeviation> ours = Optional.of(new KnownDeviation(Verdict.Kind.MIXED, "seed 1 alone"));
        Claim refuted = claim(
                        Scope.EVERY_GROKKED_RUN, Claims.condition(ModelMeasure.W_E_GINI, new Expectation.AtMost(0)))
                .withKnownDeviation(ours);
        Verdict same = evidence(Optional.empty(), 1).verdictOn(refuted);
        assertThat(same.kind()).isEqualTo(Verdict.Kind.REFUTED);
        assertThat(Verdicts.isExpected(same)).isTrue();
        Verdict upheld = evidence(Optional.empty(), 1)
                .verdictOn(claim(Scope.EVERY_GROKKED_RUN, POSITIVE).withKnownDeviation(ours));
        assertThat(upheld.kind()).isEqualTo(Verdict.Kind.UPHELD);
        assertThat(Verdicts.isExpected(upheld)).isTrue();
    }

    @Test
    void a_claim_that_our_runs_uphold_and_a_visitor_does_not_is_a_surprise() {
        Verdict verdict = evidence(Optional.empty(), 1)
                .verdictOn(claim(
                        Scope.EVERY_GROKKED_RUN, Claims.condition(ModelMeasure.W_E_GINI, new Expectation.AtMost(0))));
        assertThat(Verdicts.isExpected(verdict)).isFalse();
    }

    @Test
    void the_paper_does_not_speak_of_other_moduli() {
        CheckpointSubject tiny = new CheckpointSubject(
                "tiny", TinyModels.random(7, TinyModels.SIZES, 1), Optional.empty(), Optional.empty());
        Verdict verdict =
                new ModelEvidence(List.of(tiny), Optional.empty()).verdictOn(claim(Scope.EVERY_GROKKED_RUN, POSITIVE));
        assertThat(verdict.explain()).contains("not evaluated", "p = 113");
    }

    @Test
    void an_untested_claim_keeps_its_own_reason() {
        Claim planned = Claims.claim(new Status.Planned("no runs yet"));
        assertThat(reason(Optional.empty(), planned)).isEqualTo("planned, no runs yet");
    }

    private static String reason(Optional<Experiment> recipe, Claim claim) {
        Verdict verdict = evidence(recipe, 1).verdictOn(claim);
        assertThat(verdict).isInstanceOf(Verdict.OutOfReach.class);
        return ((Verdict.OutOfReach) verdict).because();
    }

    private static ModelEvidence evidence(Optional<Experiment> recipe, long... seeds) {
        List<CheckpointSubject> models = Arrays.stream(seeds)
                .mapToObj(seed -> new CheckpointSubject(
                        "model " + seed,
                        TinyModels.random(113, MAINLINE.architecture(), seed),
                        Optional.empty(),
                        recipe))
                .toList();
        return new ModelEvidence(models, recipe);
    }

    private static Claim claim(Scope scope, Condition expect) {
        Claim any = Claims.claim(expect);
        return new Claim(
                any.id(),
                any.where(),
                any.statement(),
                any.reading(),
                expect,
                List.of(),
                any.basis(),
                scope,
                any.rule(),
                any.status(),
                Optional.empty(),
                Map.of());
    }
}
