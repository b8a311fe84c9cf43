package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Section 4.4: what happens when parts are kept or removed. */
class Section44AblationsClaimTest {
    /** The analysed model has a loss of 2.41e-7 nats before anything is ablated. */
    @PaperClaim("nanda2023.authors-final-loss")
    void authors_final_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A uniform guess is right once in 113 times. */
    @PaperClaim("nanda2023.chance-accuracy")
    void chance_accuracy(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Removing any single key frequency from the logits raises the loss by orders of magnitude. */
    @PaperClaim("nanda2023.each-key-frequency-is-needed")
    void each_key_frequency_is_needed(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Removing any single key frequency also ruins the fit of the training pairs. */
    @PaperClaim("nanda2023.each-key-frequency-is-needed-in-training")
    void each_key_frequency_is_needed_in_training(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without frequency 14 the analysed model has a loss of 2.8e-4 nats on its training pairs. */
    @PaperClaim("nanda2023.excluded-14-authors")
    void excluded_14_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without frequency 35 the analysed model has a loss of 6.3e-4 nats on its training pairs. */
    @PaperClaim("nanda2023.excluded-35-authors")
    void excluded_35_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without frequency 41 the analysed model has a loss of 1.6e-3 nats on its training pairs. */
    @PaperClaim("nanda2023.excluded-41-authors")
    void excluded_41_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without frequency 42 the analysed model has a loss of 0.072 nats on its training pairs. */
    @PaperClaim("nanda2023.excluded-42-authors")
    void excluded_42_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without frequency 52 the analysed model has a loss of 0.033 nats on its training pairs. */
    @PaperClaim("nanda2023.excluded-52-authors")
    void excluded_52_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Without its key frequencies a converged model is worse than a uniform guess, even on its training pairs. */
    @PaperClaim("nanda2023.excluded-worse-than-uniform")
    void excluded_worse_than_uniform(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Keeping only the key frequencies in the logits does not harm the model but helps it. */
    @PaperClaim("nanda2023.key-blocks-improve")
    void key_blocks_improve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Keeping only the key frequencies in the logits lowers the loss by 70 %. */
    @PaperClaim("nanda2023.key-blocks-improve-authors")
    void key_blocks_improve_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With the directions removed from the MLP the model is worse than a uniform guess. */
    @PaperClaim("nanda2023.mlp-off-directions")
    void mlp_off_directions(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With the ten directions removed from the MLP the loss of the analysed model is 5.27 nats. */
    @PaperClaim("nanda2023.mlp-off-directions-authors")
    void mlp_off_directions_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The directions that W_L reads carry what the MLP contributes, whatever the seed. */
    @PaperClaim("nanda2023.mlp-on-directions")
    void mlp_on_directions(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Projecting the MLP on the ten directions that W_L reads halves the loss. */
    @PaperClaim("nanda2023.mlp-on-directions-authors")
    void mlp_on_directions_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Neurons of a single frequency can be replaced by polynomials of degree two in its sine and cosine. */
    @PaperClaim("nanda2023.neurons-as-polynomials")
    void neurons_as_polynomials(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With its neurons replaced by polynomials the analysed model has a loss of 2.48e-7 nats. */
    @PaperClaim("nanda2023.neurons-as-polynomials-authors")
    void neurons_as_polynomials_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Removing any frequency that is no key from the logits changes next to nothing. */
    @PaperClaim("nanda2023.other-frequencies-do-not-matter")
    void other_frequencies_do_not_matter(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Projecting on waves of a + b before or after a linear map of the outputs makes no difference. */
    @PaperClaim("nanda2023.projection-commutes")
    void projection_commutes(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The restricted loss of the analysed model is 5.54e-8 nats. */
    @PaperClaim("nanda2023.restricted-final-loss-authors")
    void restricted_final_loss_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Whatever the seed, the restricted logits answer clearly better than the full ones. */
    @PaperClaim("nanda2023.restricted-improves")
    void restricted_improves(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Keeping only sines and cosines of a + b at the key frequencies lowers the loss by 77 %. */
    @PaperClaim("nanda2023.restricted-improves-authors")
    void restricted_improves_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The restricted loss keeps the constant, and is better for it. */
    @PaperClaim("nanda2023.restricted-needs-the-constant")
    void restricted_needs_the_constant(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Keeping the constant and the twenty terms of the key frequencies in the logits does not harm the model. */
    @PaperClaim("nanda2023.twenty-terms-improve")
    void twenty_terms_improve(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** A uniform guess has a loss of about 4.73 nats. */
    @PaperClaim("nanda2023.uniform-loss")
    void uniform_loss(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
