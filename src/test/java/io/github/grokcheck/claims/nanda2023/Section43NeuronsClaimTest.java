package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 4.3: single neurons. */
class Section43NeuronsClaimTest {
    /** Forty-four neurons follow frequency 14. */
    @PaperClaim("nanda2023.cluster-of-frequency-14")
    void cluster_of_frequency_14(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** For 433 of the 512 neurons, over 85 % of the variance is explained by a single frequency. */
    @PaperClaim("nanda2023.neurons-433-of-one-frequency")
    void neurons_433_of_one_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Most neurons follow a single frequency, whatever the seed. */
    @PaperClaim("nanda2023.neurons-of-one-frequency")
    void neurons_of_one_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
