package io.github.grokcheck.history;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.trajectory.Sha256;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a claim says, apart from what the project thinks of it: statement, reading, conditions, basis, evidence and rule,
 * but neither known deviations nor controls nor noise. Numbers of two claims of one text mean the same.
 */
final class ClaimText {
    private ClaimText() {}

    /** Its digest. */
    static String sha256(Claim claim) {
        return Sha256.ofText(String.join(
                "\n",
                claim.id(),
                claim.statement(),
                claim.reading(),
                Wording.condition(claim.expect()),
                claim.requires().stream().map(Wording::condition).collect(Collectors.joining("; ")),
                Wording.word(claim.basis()),
                Wording.word(claim.scope()),
                new TreeMap<>(claim.runs().settings()).toString(),
                claim.at().describe(),
                claim.rule().describe()));
    }
}
