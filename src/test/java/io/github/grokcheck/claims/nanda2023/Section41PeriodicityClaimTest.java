package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 4.1: embedding, heads, neurons and logits are periodic. */
class Section41PeriodicityClaimTest {
    /** Only a few of the 56 frequencies are prominent in the embedding, whatever the seed. */
    @PaperClaim("nanda2023.embedding-few-frequencies")
    void embedding_few_frequencies(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The embedding consists of the key frequencies and little else. */
    @PaperClaim("nanda2023.embedding-keys-and-harmonics")
    void embedding_keys_and_harmonics(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The Fourier spectrum of the embedding is negligible except at six frequencies. */
    @PaperClaim("nanda2023.embedding-six-frequencies")
    void embedding_six_frequencies(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The attention of head 0 is periodic with frequency 35. */
    @PaperClaim("nanda2023.head-0-frequency")
    void head_0_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The four heads attend periodically, at frequencies 35, 42, 52 and 42. */
    @PaperClaim("nanda2023.head-frequencies")
    void head_frequencies(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Each attention head looks at the tokens periodically, by one frequency. */
    @PaperClaim("nanda2023.heads-score-by-one-frequency")
    void heads_score_by_one_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** After four components per key frequency the spectrum of the logits drops sharply, whatever the seed. */
    @PaperClaim("nanda2023.logits-component-gap")
    void logits_component_gap(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Nearly all of the logits' variation lies in the two-by-two blocks of the key frequencies. */
    @PaperClaim("nanda2023.logits-energy-in-blocks")
    void logits_energy_in_blocks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * In the two-dimensional Fourier basis the logits have twenty significant components, in five blocks of two by
     * two.
     */
    @PaperClaim("nanda2023.logits-twenty-components")
    void logits_twenty_components(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Neuron 0 is periodic with frequency 42. */
    @PaperClaim("nanda2023.neuron-0-frequency")
    void neuron_0_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
