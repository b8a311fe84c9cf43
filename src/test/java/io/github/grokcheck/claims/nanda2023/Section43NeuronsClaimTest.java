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

    /** Ninety-three neurons follow frequency 35. */
    @PaperClaim("nanda2023.cluster-of-frequency-35")
    void cluster_of_frequency_35(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** One hundred and forty-five neurons follow frequency 41. */
    @PaperClaim("nanda2023.cluster-of-frequency-41")
    void cluster_of_frequency_41(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Eighty-seven neurons follow frequency 42. */
    @PaperClaim("nanda2023.cluster-of-frequency-42")
    void cluster_of_frequency_42(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Sixty-four neurons follow frequency 52. */
    @PaperClaim("nanda2023.cluster-of-frequency-52")
    void cluster_of_frequency_52(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** W_L writes from the neurons of a cluster its own frequency alone. */
    @PaperClaim("nanda2023.clusters-write-their-own-frequency")
    void clusters_write_their_own_frequency(Claim claim, EvidenceSet evidence) {
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

    /** Every neuron that follows a single frequency follows a key frequency. */
    @PaperClaim("nanda2023.single-frequency-neurons-follow-keys")
    void single_frequency_neurons_follow_keys(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
