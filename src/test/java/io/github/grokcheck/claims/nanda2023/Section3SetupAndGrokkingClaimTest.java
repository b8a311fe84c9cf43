package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 3: the setup, and that training groks. */
class Section3SetupAndGrokkingClaimTest {
    /** The analysed run ends with a training loss of 9.94e-8 nats. */
    @PaperClaim("nanda2023.authors-final-training-loss")
    void authors_final_training_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * Grokking does not start from zero loss: weight decay holds the training loss of a converged model near 1e-7
     * nats.
     */
    @PaperClaim("nanda2023.final-training-loss")
    void final_training_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Constant, cosines and sines modulo 113, scaled to length one, are an orthonormal basis. */
    @PaperClaim("nanda2023.fourier-basis-orthonormal")
    void fourier_basis_orthonormal(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In the run that the paper analyses the test loss collapses after roughly 10,000 epochs. */
    @PaperClaim("nanda2023.grokking-around-epoch-10000")
    void grokking_around_epoch_10000(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The test loss starts at 4.769 nats. */
    @PaperClaim("nanda2023.initial-test-loss")
    void initial_test_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The training loss starts at 4.763 nats. */
    @PaperClaim("nanda2023.initial-train-loss")
    void initial_train_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * The model is a one-layer transformer of width 128 with four heads of 32, 512 neurons and three input positions.
     */
    @PaperClaim("nanda2023.setup-architecture")
    void setup_architecture(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The task is addition modulo the prime 113. */
    @PaperClaim("nanda2023.setup-modulus")
    void setup_modulus(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Training is full batch with AdamW at a learning rate of 0.001 and a weight decay of 1. */
    @PaperClaim("nanda2023.setup-optimizer")
    void setup_optimizer(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Three tenths of all ordered pairs are trained on, the others are held out. */
    @PaperClaim("nanda2023.setup-split")
    void setup_split(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** In the end the model answers practically every pair it was not trained on. */
    @PaperClaim("nanda2023.test-pairs-nearly-all-right")
    void test_pairs_nearly_all_right(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The model first fits its training pairs and solves the pairs it never saw only much later. */
    @PaperClaim("nanda2023.test-solved-long-after-training")
    void test_solved_long_after_training(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The analysed run is 40,000 epochs long. */
    @PaperClaim("nanda2023.trained-for-40000-epochs")
    void trained_for_40000_epochs(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A trained model answers every training pair correctly. */
    @PaperClaim("nanda2023.training-pairs-all-right")
    void training_pairs_all_right(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Generalisation comes suddenly. */
    @PaperClaim("nanda2023.transition-is-abrupt")
    void transition_is_abrupt(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
