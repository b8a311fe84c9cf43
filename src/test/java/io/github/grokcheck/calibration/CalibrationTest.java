package io.github.grokcheck.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every tested claim is upheld where it is true and refuted where it is false, on evidence whose truth is known. */
class CalibrationTest {
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
    void every_tested_claim_is_upheld_on_some_control() {
        // The authors' text and their code disagree about the size of the vocabulary, and the numbers are the code's.
        assertThat(tested().filter(claim -> !CALIBRATION.proves(claim, Verdict.Kind.UPHELD)))
                .extracting(Claim::name)
                .containsExactly("vocabulary-equals-modulus");
    }

    @Test
    void every_tested_claim_is_refuted_on_some_control() {
        assertThat(tested().filter(claim -> !CALIBRATION.proves(claim, Verdict.Kind.REFUTED)))
                .isEmpty();
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

    private static boolean isOf(Cell cell, Claim claim, String control) {
        return cell.claim().equals(claim)
                && cell.control().name().equals(control)
                && cell.verdict().kind() != Verdict.Kind.NOT_EVALUATED;
    }
}
