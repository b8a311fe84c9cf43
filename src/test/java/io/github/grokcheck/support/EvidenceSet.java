package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import java.util.List;

/** Evidence that goes together: every claim is judged once on each set. Printed by its name. */
public interface EvidenceSet {
    /** The subjects that a claim speaks of, each measured once, whatever the number of claims. */
    List<Subject> subjectsFor(Claim claim);

    /** All recorded runs of the set, whatever claims speak of them. */
    List<RunSubject> runs();

    /** What the set says of a claim. */
    default Verdict verdictOn(Claim claim) {
        return Judge.judgeUnderEveryKeyRule(claim, subjectsFor(claim));
    }
}
