package io.github.grokcheck.calibration;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Evidence of which it is known what every claim must say.
 *
 * @param name in the table, and in claim files under {@code controls}
 * @param what it is, in a sentence
 * @param expected the verdict on the tested claims of a scope, unless a claim's file says otherwise; absent where the
 *     control decides nothing about claims of that scope
 * @param subject the evidence for a claim; empty where there can be none
 */
public record Control(
        String name, String what, Map<Scope, Verdict.Kind> expected, Function<Claim, Optional<Subject>> subject) {

    /** What the claim must say of this control; empty if nothing is known. */
    Optional<Verdict.Kind> expectedOf(Claim claim) {
        Verdict.Kind stated = claim.controls().get(name);
        return stated == null ? Optional.ofNullable(expected.get(claim.scope())) : Optional.of(stated);
    }
}
