package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Appendix A: details of the model. */
class AppendixAClaimTest {
    /** Embedding and unembedding both have 114 entries, the numbers 0 to 112 and "=". */
    @PaperClaim("nanda2023.code-vocabulary")
    void code_vocabulary(Claim claim, EvidenceSet evidence) {
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
