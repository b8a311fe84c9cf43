package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 5.3: what grokking needs. */
class Section53WeightDecayClaimTest {
    /** Without weight decay or another regularisation the model does not grok. */
    @PaperClaim("nanda2023.no-weight-decay-no-grokking")
    void no_weight_decay_no_grokking(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Each transition between phases is an inflection point of the weight norm. */
    @PaperClaim("nanda2023.weight-norm-inflections")
    void weight_norm_inflections(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The weight norm is the most important component of grokking. */
    @PaperClaim("nanda2023.weight-norm-most-important")
    void weight_norm_most_important(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
