package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import java.util.List;

/** Runs with everything they left behind. */
final class RecordedEvidence implements EvidenceSet {
    private final String name;
    private final Evidence evidence;

    RecordedEvidence(String name, Evidence evidence) {
        this.name = name;
        this.evidence = evidence;
    }

    @Override
    public List<Subject> subjectsFor(Claim claim) {
        return evidence.subjectsFor(claim);
    }

    @Override
    public List<RunSubject> runs() {
        return evidence.runs();
    }

    @Override
    public String toString() {
        return name;
    }
}
