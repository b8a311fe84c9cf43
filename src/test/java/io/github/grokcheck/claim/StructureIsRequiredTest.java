package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Claims about what a model has learnt must not be upheld by one that has learnt nothing. In such a model every frequency
 * counts as key, and several bounds are then met trivially.
 */
class StructureIsRequiredTest {
    /** What also a model without structure may have: losses, accuracies, the size of its weights. */
    private static final Set<ModelMeasure> NOT_STRUCTURE = EnumSet.of(
            ModelMeasure.LOSS_ALL,
            ModelMeasure.LOSS_TRAIN,
            ModelMeasure.LOSS_TEST,
            ModelMeasure.ACCURACY_ALL,
            ModelMeasure.ACCURACY_TRAIN,
            ModelMeasure.ACCURACY_TEST,
            ModelMeasure.SUM_OF_SQUARES,
            ModelMeasure.MARGIN_MEAN);

    /** Seed 0 before training, as an independent NumPy program measured it; 56 frequencies are key. */
    private static final MapSubject EPOCH_0 = MapSubject.named("epoch-0")
            .with(ModelMeasure.W_L_RESIDUAL, 0.0078)
            .with(ModelMeasure.COMPONENT_GAP, 13.7)
            .with(ModelMeasure.MLP_OFF_DIRECTIONS, 4.737)
            .with(ModelMeasure.EXCLUDED_TRAIN, 4.755)
            .with(ModelMeasure.LOSS_ALL, 4.758)
            .with(ModelMeasure.ACCURACY_TEST, 0.0087)
            .with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency())
            .with(MathematicsMeasure.UNIFORM_LOSS, Math.log(113));

    /** Seed 0 after memorising, from the same program; again 56 frequencies are key. */
    private static final MapSubject EPOCH_1400 = MapSubject.named("epoch-1400")
            .with(ModelMeasure.W_L_RESIDUAL, 0.0006)
            .with(ModelMeasure.RESTRICTED_ALL, 0.059)
            .with(ModelMeasure.LOSS_ALL, 18.2)
            .with(ModelMeasure.COSINE_SUM_LOSS, 0.0009)
            .with(ModelMeasure.MLP_OFF_DIRECTIONS, 9.8)
            .with(ModelMeasure.ACCURACY_TEST, 0.075)
            .with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency())
            .with(MathematicsMeasure.UNIFORM_LOSS, Math.log(113));

    private static Stream<Claim> structuralClaims() {
        return ClaimCatalogue.load(Path.of("claims")).claims().stream()
                .filter(claim -> claim.status() instanceof Status.Tested && claim.scope() != Scope.MATHEMATICS)
                .filter(claim ->
                        claim.expect().measure() instanceof ModelMeasure measure && !NOT_STRUCTURE.contains(measure));
    }

    @Test
    void there_are_structural_claims_to_look_at() {
        assertThat(structuralClaims()).hasSizeGreaterThan(35);
    }

    @ParameterizedTest
    @MethodSource("structuralClaims")
    void the_best_value_does_not_help_where_every_frequency_is_key(Claim claim) {
        Subject unstructured = flattered(claim).with(ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency());
        assertThat(Judge.judge(claim, List.of(unstructured)).kind()).isEqualTo(Verdict.Kind.REFUTED);
    }

    @ParameterizedTest
    @MethodSource("structuralClaims")
    void the_best_value_does_not_help_a_model_that_has_not_learnt(Claim claim) {
        Subject ignorant = flattered(claim).with(ModelMeasure.ACCURACY_TEST, 0.98);
        assertThat(Judge.judge(claim, List.of(ignorant)).kind()).isEqualTo(Verdict.Kind.REFUTED);
    }

    @ParameterizedTest
    @MethodSource("structuralClaims")
    void the_best_value_of_a_model_with_structure_is_upheld(Claim claim) {
        assertThat(Judge.judge(claim, List.of(flattered(claim))).kind()).isEqualTo(Verdict.Kind.UPHELD);
    }

    @Test
    void bounds_that_an_untrained_model_meets_by_chance_are_refuted_by_their_requirements() {
        assertThat(metByNumberAlone(EPOCH_0))
                .containsOnlyKeys(
                        "nanda2023.excluded-worse-than-uniform",
                        "nanda2023.logits-component-gap",
                        "nanda2023.logits-twenty-components",
                        "nanda2023.mlp-off-directions",
                        "nanda2023.neuron-to-logit-residual")
                .allSatisfy((id, verdict) -> assertThat(verdict).isEqualTo(Verdict.Kind.REFUTED));
    }

    @Test
    void bounds_that_a_memorising_model_meets_by_chance_are_refuted_by_their_requirements() {
        assertThat(metByNumberAlone(EPOCH_1400))
                .containsOnlyKeys(
                        "nanda2023.cosine-sum-beats-model",
                        "nanda2023.mlp-off-directions",
                        "nanda2023.neuron-to-logit-residual",
                        "nanda2023.neuron-to-logit-residual-authors",
                        "nanda2023.restricted-improves",
                        "nanda2023.restricted-improves-authors")
                .allSatisfy((id, verdict) -> assertThat(verdict).isEqualTo(Verdict.Kind.REFUTED));
    }

    /** Verdicts of the claims whose expectation the subject meets, whatever it lacks otherwise. */
    private static Map<String, Verdict.Kind> metByNumberAlone(Subject subject) {
        return structuralClaims()
                .filter(claim -> Comparison.of(claim.expect(), subject).met())
                .collect(java.util.stream.Collectors.toMap(
                        Claim::id, claim -> Judge.judge(claim, List.of(subject)).kind()));
    }

    /** A subject that meets the claim's expectation and each of its requirements. */
    private static MapSubject flattered(Claim claim) {
        MapSubject subject = MapSubject.named("made for the claim")
                .with(ModelMeasure.LOSS_ALL, 1)
                .with(ModelMeasure.LOSS_TRAIN, 1)
                .with(MathematicsMeasure.UNIFORM_LOSS, 1);
        List<Condition> conditions = Stream.concat(claim.requires().stream(), Stream.of(claim.expect()))
                .toList();
        for (Condition condition : conditions) {
            subject = subject.with(condition.measure(), flattering(condition, conditions));
        }
        return subject;
    }

    private static Value flattering(Condition condition, List<Condition> conditions) {
        Measure measure = condition.measure();
        if (measure == ModelMeasure.HEADS) {
            return heads(conditions);
        }
        if (measure.id().startsWith("frequencies.")) {
            return new Value.Frequencies(frequencies(condition.expectation()));
        }
        double x = best(condition.expectation());
        if (measure == ModelMeasure.NEURON_CLUSTERS) {
            return new Value.Counts(new java.util.TreeMap<>(Map.of(14, (int) x)));
        }
        return Member.of(measure) == Member.NONE ? new Value.Scalar(x) : new Value.Members(Map.of("14", x));
    }

    private static Value heads(List<Condition> conditions) {
        return new Value.Heads(IntStream.range(0, 4)
                .mapToObj(i -> Optional.of(new Value.Head(
                        (int) bestOfHead(conditions, i + ".frequency"), bestOfHead(conditions, i + ".fve"))))
                .toList());
    }

    private static double bestOfHead(List<Condition> conditions, String member) {
        return conditions.stream()
                .filter(condition -> condition.member().equals(Optional.of(member)))
                .mapToDouble(condition -> best(condition.expectation()))
                .findFirst()
                .orElse(1);
    }

    private static List<Integer> frequencies(Expectation expectation) {
        return expectation instanceof Expectation.Exactly exactly
                ? exactly.frequencies()
                : IntStream.rangeClosed(1, (int) best(expectation)).boxed().toList();
    }

    private static double best(Expectation expectation) {
        double other = 1;
        return expectation instanceof Expectation.Exactly exactly
                ? exactly.frequencies().get(0)
                : Stream.of(0.0, 1.0, 3.0, 5.0, 10.0, 44.0, 410.0, 433.0, 1000.0, 4.7e-8, 5.54e-8, 5.27, 5.97)
                        .filter(x -> expectation.accepts(expectation.distance(x, other)))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no candidate meets " + expectation.describe()));
    }

    private static Value everyFrequency() {
        return new Value.Frequencies(IntStream.rangeClosed(1, 56).boxed().toList());
    }
}
