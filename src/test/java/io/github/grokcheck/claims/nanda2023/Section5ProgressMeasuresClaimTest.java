package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 5: progress measures and the phases of training. */
class Section5ProgressMeasuresClaimTest {
    /** A converged model has an embedding that is sparse in the Fourier basis. */
    @PaperClaim("nanda2023.embedding-sparse")
    void embedding_sparse(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The excluded loss of the analysed model ends at 5.97 nats. */
    @PaperClaim("nanda2023.excluded-final-loss-authors")
    void excluded_final_loss_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The excluded loss rises above a uniform guess while the test loss is still high. */
    @PaperClaim("nanda2023.excluded-rises-before-test-falls")
    void excluded_rises_before_test_falls(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The more a model memorises, the less sparse it is. */
    @PaperClaim("nanda2023.less-sparse-while-memorising")
    void less_sparse_while_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Memorisation is over by about epoch 1,400, for every seed. */
    @PaperClaim("nanda2023.memorised-by-epoch-1400")
    void memorised_by_epoch_1400(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A converged model has a map from neurons to logits that is sparse in the Fourier basis. */
    @PaperClaim("nanda2023.neuron-to-logit-sparse")
    void neuron_to_logit_sparse(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Before training the spectrum of the map from neurons to logits is flat. */
    @PaperClaim("nanda2023.not-sparse-before-training")
    void not_sparse_before_training(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The restricted loss falls well before the test loss does: the circuit is there before grokking shows. */
    @PaperClaim("nanda2023.restricted-falls-before-test")
    void restricted_falls_before_test(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Restricted and excluded logits together are the full logits, with the mean counted twice. */
    @PaperClaim("nanda2023.restricted-plus-excluded")
    void restricted_plus_excluded(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The sum of squared weights of the analysed model falls to 955. */
    @PaperClaim("nanda2023.sum-of-squared-weights-authors")
    void sum_of_squared_weights_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** When memorisation ends the model does worse on unseen pairs than a uniform guess. */
    @PaperClaim("nanda2023.test-worse-than-uniform-after-memorising")
    void test_worse_than_uniform_after_memorising(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
