package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Appendix E: further speculation. */
class AppendixEClaimTest {
    /** Memorising gets more complex with more data, and training picks the simpler solution. */
    @PaperClaim("nanda2023.memorising-grows-with-data")
    void memorising_grows_with_data(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
