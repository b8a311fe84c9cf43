package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 3.1: the algorithm itself, which is arithmetic and needs no model. */
class Section31FourierMultiplicationClaimTest {
    /** For every frequency cos w(a + b - c) is largest at c = a + b mod 113 and nowhere else. */
    @PaperClaim("nanda2023.argmax-is-the-sum")
    void argmax_is_the_sum(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Several frequencies together separate the right answer widely. */
    @PaperClaim("nanda2023.five-frequency-gap")
    void five_frequency_gap(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * With the five key frequencies at equal weight no wrong answer gets more than about half of the full sum of 5.
     */
    @PaperClaim("nanda2023.five-frequency-runner-up")
    void five_frequency_runner_up(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * cos w(a + b - c) is made of products of sines and cosines of a + b and of c, and those of products in a and in
     * b.
     */
    @PaperClaim("nanda2023.product-to-sum")
    void product_to_sum(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** One frequency alone hardly separates the right answer from the next one: by 0.15 %, whichever it is. */
    @PaperClaim("nanda2023.single-frequency-gap")
    void single_frequency_gap(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
