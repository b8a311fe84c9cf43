package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 4.2: the weights compose waves by trigonometric identities. */
class Section42TrigonometricIdentitiesClaimTest {
    /** The fitted cosines alone answer better than the model's own logits. */
    @PaperClaim("nanda2023.cosine-sum-beats-model")
    void cosine_sum_beats_model(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With the fitted cosines in place of its logits the analysed model has a loss of 4.7e-8 nats. */
    @PaperClaim("nanda2023.cosine-sum-loss-authors")
    void cosine_sum_loss_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Every key frequency speaks for the right answer: its cosine peaks where c = a + b mod 113. */
    @PaperClaim("nanda2023.cosine-weights-positive")
    void cosine_weights_positive(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the cosine of frequency 14 reads a wave of a + b to 93.2 %. */
    @PaperClaim("nanda2023.direction-cos-14-authors")
    void direction_cos_14_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the cosine of frequency 35 reads a wave of a + b to 96.8 %. */
    @PaperClaim("nanda2023.direction-cos-35-authors")
    void direction_cos_35_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the cosine of frequency 41 reads a wave of a + b to 97.0 %. */
    @PaperClaim("nanda2023.direction-cos-41-authors")
    void direction_cos_41_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the cosine of frequency 42 reads a wave of a + b to 96.4 %. */
    @PaperClaim("nanda2023.direction-cos-42-authors")
    void direction_cos_42_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the cosine of frequency 52 reads a wave of a + b to 97.4 %. */
    @PaperClaim("nanda2023.direction-cos-52-authors")
    void direction_cos_52_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the sine of frequency 14 reads a wave of a + b to 93.5 %. */
    @PaperClaim("nanda2023.direction-sin-14-authors")
    void direction_sin_14_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the sine of frequency 35 reads a wave of a + b to 96.5 %. */
    @PaperClaim("nanda2023.direction-sin-35-authors")
    void direction_sin_35_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the sine of frequency 41 reads a wave of a + b to 97.0 %. */
    @PaperClaim("nanda2023.direction-sin-41-authors")
    void direction_sin_41_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the sine of frequency 42 reads a wave of a + b to 96.4 %. */
    @PaperClaim("nanda2023.direction-sin-42-authors")
    void direction_sin_42_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The direction of W_L for the sine of frequency 52 reads a wave of a + b to 98.2 %. */
    @PaperClaim("nanda2023.direction-sin-52-authors")
    void direction_sin_52_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Along each direction that W_L reads, a sine or cosine of a + b explains over 90 % of what the MLP computes. */
    @PaperClaim("nanda2023.directions-explained")
    void directions_explained(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Along its ten directions in W_L the MLP computes sines and cosines of a + b; the least clear one to 93.2 %. */
    @PaperClaim("nanda2023.directions-explained-authors")
    void directions_explained_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * Whatever the seed, one cosine of a + b - c per key frequency explains about 95 % of the variance of the logits.
     */
    @PaperClaim("nanda2023.logits-cosine-sum")
    void logits_cosine_sum(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A weighted sum of cosines of a + b - c, one per key frequency, explains 95 % of the variance of the logits. */
    @PaperClaim("nanda2023.logits-cosine-sum-authors")
    void logits_cosine_sum_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Whatever the seed, the map from neurons to logits uses only a handful of frequencies. */
    @PaperClaim("nanda2023.neuron-to-logit-few-frequencies")
    void neuron_to_logit_few_frequencies(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The map from neurons to logits, W_L, is sparse: only frequencies 14, 35, 41, 42 and 52 matter. */
    @PaperClaim("nanda2023.neuron-to-logit-five-frequencies")
    void neuron_to_logit_five_frequencies(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** W_L has low rank, about two for each key frequency, whatever the seed. */
    @PaperClaim("nanda2023.neuron-to-logit-low-rank")
    void neuron_to_logit_low_rank(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** W_L has rank about ten: two for each of the five frequencies. */
    @PaperClaim("nanda2023.neuron-to-logit-rank-10")
    void neuron_to_logit_rank_10(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** W_L is a matrix of rank twice the number of key frequencies. */
    @PaperClaim("nanda2023.neuron-to-logit-rank-of-its-keys")
    void neuron_to_logit_rank_of_its_keys(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Whatever the seed, practically all of W_L lies in its key frequencies. */
    @PaperClaim("nanda2023.neuron-to-logit-residual")
    void neuron_to_logit_residual(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** What W_L has outside its key frequencies is below 0.55 % of it. */
    @PaperClaim("nanda2023.neuron-to-logit-residual-authors")
    void neuron_to_logit_residual_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Several frequencies together make the right answer stand out, which one frequency cannot. */
    @PaperClaim("nanda2023.several-frequencies-separate-the-answer")
    void several_frequencies_separate_the_answer(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * The waves cos w(a + b) and sin w(a + b) of all frequencies, scaled to length one, are orthonormal over the
     * pairs.
     */
    @PaperClaim("nanda2023.sum-directions-orthonormal")
    void sum_directions_orthonormal(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Sines and cosines of the sum a + b are linearly represented in the activations of the MLP. */
    @PaperClaim("nanda2023.waves-of-the-sum-in-the-neurons")
    void waves_of_the_sum_in_the_neurons(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
