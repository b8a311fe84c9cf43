package io.github.grokcheck.page;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was judged, and what came out.
 *
 * @param catalogue where the claims were read
 * @param verdicts of claims of one paper
 * @param evidence what they rest on
 * @param origin which evidence was judged, in a sentence
 * @param arguments the options that choose this evidence on the command line; may be empty
 * @param exports names of the files beside the page that hold the same verdicts
 * @param notices what the reader should know first, such as values that have drifted
 */
public record Review(
        ClaimCatalogue catalogue,
        List<Verdict> verdicts,
        Judged evidence,
        String origin,
        String arguments,
        List<String> exports,
        List<String> notices) {
    public Review {
        verdicts = List.copyOf(verdicts);
        exports = List.copyOf(exports);
        notices = List.copyOf(notices);
    }

    /**
     * What claims were judged on.
     *
     * @param subjects the subjects that a claim speaks of
     * @param runs all runs; none where models alone were judged
     * @param models models without their runs
     * @param authorsTwin the run that stands for the authors' own
     */
    public record Judged(
            Function<Claim, List<Subject>> subjects,
            List<RunSubject> runs,
            List<CheckpointSubject> models,
            Optional<RunSubject> authorsTwin) {
        public Judged {
            runs = List.copyOf(runs);
            models = List.copyOf(models);
        }
    }
}
