package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Facts that the figures, the slides or the code show and the text does not. */
class NotInTheTextClaimTest {
    /** A converged model puts the right answer some 17 logits ahead of the runner-up, on average over all pairs. */
    @PaperClaim("nanda2023.right-answer-leads-by-17-logits")
    void right_answer_leads_by_17_logits(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Seed 0 of both generators also gives the first test loss of the analysed run. */
    @PaperClaim("nanda2023.seed-0-initial-test-loss")
    void seed_0_initial_test_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The analysed run is the one that seed 0 of PyTorch's CPU generator and of CPython's generator begins. */
    @PaperClaim("nanda2023.seed-0-initial-train-loss")
    void seed_0_initial_train_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The learning rate rises over the first ten steps, from nothing. */
    @PaperClaim("nanda2023.setup-warm-up")
    void setup_warm_up(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The published curve of the excluded loss is that of the model without any frequency of the sum, keys or not. */
    @PaperClaim("nanda2023.excluded-curve-removes-every-frequency")
    void excluded_curve_removes_every_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
