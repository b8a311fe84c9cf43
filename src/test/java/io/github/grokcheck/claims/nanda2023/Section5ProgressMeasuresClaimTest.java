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

    /** The excluded loss is half-way to its final level before the test loss is. */
    @PaperClaim("nanda2023.excluded-foresees-grokking")
    void excluded_foresees_grokking(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The excluded loss rises well before the test loss falls. */
    @PaperClaim("nanda2023.excluded-precedes-test")
    void excluded_precedes_test(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The memorising solution is mostly unaffected when a few directions are removed. */
    @PaperClaim("nanda2023.memorised-answers-need-no-key-frequency")
    void memorised_answers_need_no_key_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Progress measures vary more smoothly than the test loss. */
    @PaperClaim("nanda2023.progress-measures-vary-smoothly")
    void progress_measures_vary_smoothly(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The restricted loss of the analysed run falls below one nat at about epoch 6,000. */
    @PaperClaim("nanda2023.restricted-below-1-authors")
    void restricted_below_1_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The restricted loss is half-way to its final level before the test loss is. */
    @PaperClaim("nanda2023.restricted-foresees-grokking")
    void restricted_foresees_grokking(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The restricted loss falls well before the test loss does. */
    @PaperClaim("nanda2023.restricted-precedes-test")
    void restricted_precedes_test(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A re-training of the analysed run goes through the authors' published sum of squared weights. */
    @PaperClaim("nanda2023.weights-follow-published-curve")
    void weights_follow_published_curve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A re-training of the analysed run goes through the authors' published excluded loss. */
    @PaperClaim("nanda2023.excluded-loss-follows-published-curve")
    void excluded_loss_follows_published_curve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A re-training of the analysed run goes through the authors' published restricted loss. */
    @PaperClaim("nanda2023.restricted-loss-follows-published-curve")
    void restricted_loss_follows_published_curve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A re-training of the analysed run goes through the authors' published test loss. */
    @PaperClaim("nanda2023.test-loss-follows-published-curve")
    void test_loss_follows_published_curve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A re-training of the analysed run goes through the authors' published training loss. */
    @PaperClaim("nanda2023.training-loss-follows-published-curve")
    void training_loss_follows_published_curve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A re-training of the analysed run goes through the authors' published losses without one key frequency. */
    @PaperClaim("nanda2023.single-excluded-losses-follow-published-curves")
    void single_excluded_losses_follow_published_curves(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
