package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Appendix A: details of the model. */
class AppendixAClaimTest {
    /** Without the skip connection around the attention the analysed model has a loss of 19.1 nats. */
    @PaperClaim("nanda2023.attention-skip-zero-authors")
    void attention_skip_zero_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In the analysed model the attention from "=" to itself averages between 0.1 and 0.4 %, head by head. */
    @PaperClaim("nanda2023.attention-to-equals-authors")
    void attention_to_equals_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without attention to "=" the model answers as well as before. */
    @PaperClaim("nanda2023.attention-to-equals-unimportant")
    void attention_to_equals_unimportant(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Embedding and unembedding both have 114 entries, the numbers 0 to 112 and "=". */
    @PaperClaim("nanda2023.code-vocabulary")
    void code_vocabulary(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without its attention heads the model is worse than a uniform guess. */
    @PaperClaim("nanda2023.heads-are-needed")
    void heads_are_needed(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without its attention heads the analysed model has a loss of 24.3 nats. */
    @PaperClaim("nanda2023.heads-zero-authors")
    void heads_zero_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The heads hardly look at "=" itself. */
    @PaperClaim("nanda2023.little-attention-to-equals")
    void little_attention_to_equals(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * With its mean in the place of the skip connection around the MLP the analysed model has a loss of 7.25e-7
     * nats.
     */
    @PaperClaim("nanda2023.mlp-skip-mean-authors")
    void mlp_skip_mean_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The skip connection around the MLP does not matter. */
    @PaperClaim("nanda2023.mlp-skip-unimportant")
    void mlp_skip_unimportant(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without the skip connection around the MLP the analysed model has a loss of 9.12e-7 nats. */
    @PaperClaim("nanda2023.mlp-skip-zero-authors")
    void mlp_skip_zero_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The model has 226,816 trainable numbers. */
    @PaperClaim("nanda2023.setup-parameter-count")
    void setup_parameter_count(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The vocabulary has as many entries as there are numbers, 113. */
    @PaperClaim("nanda2023.vocabulary-equals-modulus")
    void vocabulary_equals_modulus(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
