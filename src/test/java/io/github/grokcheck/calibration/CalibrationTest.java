package io.github.grokcheck.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every tested claim is upheld where it is true and refuted where it is false, on evidence whose truth is known. */
class CalibrationTest {
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

    private static final List<Claim> CLAIMS =
            ClaimCatalogue.load(Path.of("claims")).claims();
    private static final List<Control> CONTROLS = Controls.all(Path.of("fixtures"));
    private static final Calibration CALIBRATION = Calibration.of(CLAIMS, CONTROLS, (judged, next) -> {});

    private static Stream<Claim> tested() {
        return CLAIMS.stream().filter(claim -> claim.status() instanceof Status.Tested);
    }

    @Test
    void every_cell_is_as_expected() {
        assertThat(CALIBRATION.wrong())
                .extracting(
                        cell -> cell.control().name() + ": " + cell.verdict().explain())
                .isEmpty();
        assertThat(CALIBRATION.cells()).hasSizeGreaterThan(600);
    }

    @Test
    void every_tested_claim_is_upheld_on_some_control_and_refuted_on_another() {
        assertThat(CALIBRATION.unproven(CLAIMS)).isEmpty();
    }

    /** Each requirement alone, just beyond its bound, refutes a claim that is upheld otherwise. */
    @Test
    void no_requirement_is_idle() {
        assertThat(tested().filter(claim -> claim.scope() != Scope.MATHEMATICS && isUpheld(base(claim), claim)))
                .hasSizeGreaterThan(100)
                .allSatisfy(claim -> claim.requires().forEach(required -> {
                    Subject spoilt = JustOff.of(required, base(claim), JustOff.Side.ABOVE);
                    assertThat(isUpheld(spoilt, claim))
                            .as(claim.id() + " without " + required)
                            .isFalse();
                }));
    }

    private static boolean isUpheld(Subject subject, Claim claim) {
        return Judge.judge(claim, List.of(subject)).kind() == Verdict.Kind.UPHELD;
    }

    private static Subject base(Claim claim) {
        return CONTROLS.stream()
                .filter(control -> control.name().equals(claim.scope() == Scope.AUTHORS_RUN ? "published" : "planted"))
                .findFirst()
                .orElseThrow()
                .subject()
                .apply(claim)
                .orElseThrow();
    }

    @Test
    void a_claim_names_no_control_that_there_is_not() {
        Set<String> known = CONTROLS.stream().map(Control::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(CLAIMS)
                .allSatisfy(
                        claim -> assertThat(known).containsAll(claim.controls().keySet()));
    }

    @Test
    void a_control_that_is_named_is_judged() {
        assertThat(CLAIMS.stream()
                        .flatMap(claim -> claim.controls().keySet().stream()
                                .filter(control ->
                                        CALIBRATION.cells().stream().noneMatch(cell -> isOf(cell, claim, control)))))
                .isEmpty();
    }

    private static Stream<Claim> structural() {
        return tested().filter(claim -> claim.scope() != Scope.MATHEMATICS && !claim.followsTheRun())
                .filter(claim ->
                        claim.expect().measure() instanceof ModelMeasure measure && !NOT_STRUCTURE.contains(measure));
    }

    /** What a claim is upheld on, but for one quantity. */
    private record Except(Subject base, Measure changed, Value value) implements Subject {
        @Override
        public String name() {
            return base.name();
        }

        @Override
        public Value value(Measure measure) {
            return measure.equals(changed) ? value : base.value(measure);
        }
    }

    private static Verdict.Kind kindExcept(Claim claim, Measure changed, Value value) {
        return Judge.judge(claim, List.of(new Except(base(claim), changed, value)))
                .kind();
    }

    @Test
    void no_claim_about_structure_is_upheld_where_every_frequency_is_key() {
        Value everyFrequency =
                new Value.Frequencies(IntStream.rangeClosed(1, 56).boxed().toList());
        assertThat(structural())
                .hasSizeGreaterThan(80)
                .allSatisfy(claim -> assertThat(kindExcept(claim, ModelMeasure.W_L_KEY_FREQUENCIES, everyFrequency))
                        .as(claim.id())
                        .isEqualTo(Verdict.Kind.REFUTED));
    }

    @Test
    void no_claim_about_structure_is_upheld_on_a_model_that_has_not_learnt() {
        assertThat(structural())
                .allSatisfy(claim -> assertThat(kindExcept(claim, ModelMeasure.ACCURACY_TEST, new Value.Scalar(0.98)))
                        .as(claim.id())
                        .isEqualTo(Verdict.Kind.REFUTED));
    }

    private static boolean isOf(Cell cell, Claim claim, String control) {
        return cell.claim().equals(claim)
                && cell.control().name().equals(control)
                && cell.verdict().kind() != Verdict.Kind.NOT_EVALUATED;
    }
}
