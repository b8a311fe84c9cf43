package io.github.grokcheck.claims.nanda2023;

import static io.github.grokcheck.support.VerdictAssert.assertThat;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.support.EvidenceSet;
import io.github.grokcheck.support.PaperClaim;

/** Appendix C: further evidence and other runs. */
class AppendixCClaimTest {
    /** Head 0 is a polynomial of degree two in frequency 35 to 99.03 % of its variance. */
    @PaperClaim("nanda2023.head-0-explained-authors")
    void head_0_explained_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Head 1 is a polynomial of degree two in frequency 42 to 98.49 % of its variance. */
    @PaperClaim("nanda2023.head-1-explained-authors")
    void head_1_explained_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Head 2 is a polynomial of degree two in frequency 52 to 99.07 % of its variance. */
    @PaperClaim("nanda2023.head-2-explained-authors")
    void head_2_explained_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Head 3 is a polynomial of degree two in frequency 42 to 97.91 % of its variance. */
    @PaperClaim("nanda2023.head-3-explained-authors")
    void head_3_explained_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /**
     * Each head is a polynomial of degree two of sines and cosines of one frequency, to more than 97 % of its
     * variance.
     */
    @PaperClaim("nanda2023.heads-explained-by-one-frequency")
    void heads_explained_by_one_frequency(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Two of the four heads pass on their own frequency alone, the two others amplify all key frequencies. */
    @PaperClaim("nanda2023.heads-two-select-two-amplify")
    void heads_two_select_two_amplify(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** The softmax over a and b is a sigmoid, and a straight line in its place improves the loss. */
    @PaperClaim("nanda2023.linear-attention-improves")
    void linear_attention_improves(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With its attention linearised the analysed model has a loss of 2.12e-7 nats. */
    @PaperClaim("nanda2023.linear-attention-loss-authors")
    void linear_attention_loss_authors(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With a tenth or a fifth of the pairs to train on, the model does not generalise within 40,000 epochs. */
    @PaperClaim("nanda2023.little-data-never-groks")
    void little_data_never_groks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Modulo 109 the model groks as it does modulo 113. */
    @PaperClaim("nanda2023.modulus-109-groks")
    void modulus_109_groks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Modulo 53 the model never generalises at a weight decay of 1. */
    @PaperClaim("nanda2023.modulus-53-never-groks")
    void modulus_53_never_groks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With six tenths of the pairs or more the model generalises at once, without grokking. */
    @PaperClaim("nanda2023.much-data-generalises-at-once")
    void much_data_generalises_at_once(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Models from other seeds use three or four key frequencies, other ones each time. */
    @PaperClaim("nanda2023.other-seeds-three-or-four-frequencies")
    void other_seeds_three_or_four_frequencies(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Our runs with other shares of training pairs generalise when the authors' runs did. */
    @PaperClaim("nanda2023.fractions-as-published")
    void fractions_as_published(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With six tenths of the pairs or fewer, the fewer there are to train on, the later the model generalises. */
    @PaperClaim("nanda2023.less-data-is-slower")
    void less_data_is_slower(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** How long memorisation takes hardly depends on the number of training pairs. */
    @PaperClaim("nanda2023.memorising-takes-as-long-with-any-data")
    void memorising_takes_as_long_with_any_data(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** With six tenths of the pairs or more both losses decline together. */
    @PaperClaim("nanda2023.no-gap-with-much-data")
    void no_gap_with_much_data(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Modulo 401 the model generalises at once with a fifth of the pairs, and never groks. */
    @PaperClaim("nanda2023.modulus-401-never-groks")
    void modulus_401_never_groks(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }

    /** Models with two layers and of other sizes grok too. */
    @PaperClaim("nanda2023.other-architectures-grok")
    void other_architectures_grok(Claim claim, EvidenceSet evidence) {
        assertThat(evidence.verdictOn(claim)).isAsExpected();
    }
}
