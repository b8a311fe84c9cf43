package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 5.2: the phases of training. */
class Section52PhasesClaimTest {
    /** The circuit is there before the test loss collapses. */
    @PaperClaim("nanda2023.circuit-before-cleanup")
    void circuit_before_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** At the end of circuit formation the training pairs too are answered by the circuit. */
    @PaperClaim("nanda2023.circuit-needed-before-cleanup")
    void circuit_needed_before_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Circuit formation ends and cleanup begins at about epoch 9,400 of the analysed run. */
    @PaperClaim("nanda2023.cleanup-begins-authors")
    void cleanup_begins_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Cleanup ends at about epoch 14,000 of the analysed run. */
    @PaperClaim("nanda2023.cleanup-ends-authors")
    void cleanup_ends_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the model memorises, the excluded loss falls. */
    @PaperClaim("nanda2023.excluded-falls-while-memorising")
    void excluded_falls_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The excluded loss is least when memorisation ends, where the test loss is worst. */
    @PaperClaim("nanda2023.excluded-least-when-test-worst")
    void excluded_least_when_test_worst(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In cleanup the excluded loss plateaus. */
    @PaperClaim("nanda2023.excluded-plateaus-in-cleanup")
    void excluded_plateaus_in_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the circuit forms, the excluded loss rises steadily. */
    @PaperClaim("nanda2023.excluded-rises-in-circuit-formation")
    void excluded_rises_in_circuit_formation(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Memorisation ends at about epoch 1,400 of the analysed run. */
    @PaperClaim("nanda2023.memorisation-ends-authors")
    void memorisation_ends_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The progress measures are causally linked to grokking. */
    @PaperClaim("nanda2023.phases-causally-linked")
    void phases_causally_linked(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In cleanup the restricted loss continues to drop. */
    @PaperClaim("nanda2023.restricted-continues-to-fall-in-cleanup")
    void restricted_continues_to_fall_in_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the circuit forms, the restricted loss falls steadily. */
    @PaperClaim("nanda2023.restricted-falls-in-circuit-formation")
    void restricted_falls_in_circuit_formation(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the model memorises, the restricted loss stays high. */
    @PaperClaim("nanda2023.restricted-stays-high-while-memorising")
    void restricted_stays_high_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the model memorises, the Gini coefficients of W_E and W_L stay flat. */
    @PaperClaim("nanda2023.sparsity-flat-while-memorising")
    void sparsity_flat_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In cleanup the Gini coefficients of W_E and W_L rise sharply. */
    @PaperClaim("nanda2023.sparsity-rises-sharply-in-cleanup")
    void sparsity_rises_sharply_in_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the circuit forms, the Gini coefficients of W_E and W_L start to rise. */
    @PaperClaim("nanda2023.sparsity-starts-to-rise-in-circuit-formation")
    void sparsity_starts_to_rise_in_circuit_formation(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In cleanup the test loss drops suddenly. */
    @PaperClaim("nanda2023.test-collapses-in-cleanup")
    void test_collapses_in_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the circuit forms, the test loss is flat. */
    @PaperClaim("nanda2023.test-flat-in-circuit-formation")
    void test_flat_in_circuit_formation(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** When memorisation ends, the test loss is still high. */
    @PaperClaim("nanda2023.test-stays-high-while-memorising")
    void test_stays_high_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Training has three phases: memorisation, circuit formation and cleanup. */
    @PaperClaim("nanda2023.three-phases")
    void three_phases(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the model memorises, the training loss falls. */
    @PaperClaim("nanda2023.training-loss-falls-while-memorising")
    void training_loss_falls_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the circuit forms, the training loss is flat. */
    @PaperClaim("nanda2023.training-loss-flat-in-circuit-formation")
    void training_loss_flat_in_circuit_formation(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In cleanup the sum of squared weights drops sharply. */
    @PaperClaim("nanda2023.weights-drop-sharply-in-cleanup")
    void weights_drop_sharply_in_cleanup(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the circuit forms, the sum of squared weights falls smoothly. */
    @PaperClaim("nanda2023.weights-fall-in-circuit-formation")
    void weights_fall_in_circuit_formation(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** While the model memorises, the sum of squared weights stays high. */
    @PaperClaim("nanda2023.weights-stay-large-while-memorising")
    void weights_stay_large_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Grokking is no jump from a training loss of zero: the training loss keeps falling after memorisation. */
    @PaperClaim("nanda2023.training-loss-keeps-falling")
    void training_loss_keeps_falling(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
