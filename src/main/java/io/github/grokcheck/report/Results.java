package io.github.grokcheck.report;

import io.github.grokcheck.claim.Paper;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What the files that are kept with the code speak of.
 *
 * @param paper whose claims they are
 * @param verdicts on them
 * @param runs that were judged
 * @param digests SHA-256 of each claim's file, by the claim's id
 */
public record Results(Paper paper, List<Verdict> verdicts, List<RunSubject> runs, Map<String, String> digests) {
    public Results {
        verdicts = List.copyOf(verdicts);
        runs = List.copyOf(runs);
        digests = Map.copyOf(digests);
    }
}
