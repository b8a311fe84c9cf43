package io.github.grokcheck.history;

import io.github.grokcheck.claim.Noise;
import java.util.List;

/**
 * A verdict with everything that led to it.
 *
 * @param claim the claim's id
 * @param verdict in words: upheld, refuted, mixed, not evaluated
 * @param expected whether the claim's file expects this verdict
 * @param expectation {@code gini.W_E >= 0.5}
 * @param requirements what is required besides, each spelled like the expectation
 * @param basis where the bounds come from
 * @param rule how several runs become one verdict
 * @param noise how far the claim's numbers may move
 * @param sha256 digest of what the claim says; see {@link ClaimText}
 * @param explanation the verdict in a sentence
 * @param observed every measured value, in the order of the runs
 */
public record RecordedVerdict(
        String claim,
        String verdict,
        boolean expected,
        String expectation,
        List<String> requirements,
        String basis,
        String rule,
        Noise noise,
        String sha256,
        String explanation,
        List<Observed> observed) {

    public RecordedVerdict {
        requirements = List.copyOf(requirements);
        observed = List.copyOf(observed);
    }
}
