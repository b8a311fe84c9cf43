package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Appendix D: other hyperparameters. */
class AppendixDClaimTest {
    /** Grokking takes about 3,000 epochs at a weight decay of 0.3 and 20,000 at 3. */
    @PaperClaim("nanda2023.weaker-decay-speed")
    void weaker_decay_speed(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The smaller the weight decay, the later the model groks. */
    @PaperClaim("nanda2023.less-weight-decay-is-slower")
    void less_weight_decay_is_slower(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Grokking takes 5,000 to 10,000 epochs at a weight decay of 1. */
    @PaperClaim("nanda2023.ordinary-decay-speed")
    void ordinary_decay_speed(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Grokking takes about 20,000 epochs at a weight decay of 3. */
    @PaperClaim("nanda2023.stronger-decay-speed")
    void stronger_decay_speed(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With dropout in place of weight decay the model groks. */
    @PaperClaim("nanda2023.dropout-groks")
    void dropout_groks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With an l1 penalty in place of weight decay the model never groks. */
    @PaperClaim("nanda2023.l1-never-groks")
    void l1_never_groks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Other small tasks change their phase with unlimited data and grok with little. */
    @PaperClaim("nanda2023.other-tasks-grok-with-little-data")
    void other_tasks_grok_with_little_data(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Slingshots, sudden spikes of the training loss, are common but not needed for grokking. */
    @PaperClaim("nanda2023.slingshots-unnecessary")
    void slingshots_unnecessary(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
