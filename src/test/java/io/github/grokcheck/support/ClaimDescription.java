package io.github.grokcheck.support;

import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.report.ClaimMarkdown;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.List;
import java.util.stream.Collectors;

/** What the report says of a claim: the claim, its verdict, and where each run comes from. */
final class ClaimDescription {
    private ClaimDescription() {}

    static String of(Verdict verdict, List<Subject> subjects) {
        List<RecordedRun> runs = subjects.stream()
                .filter(RunSubject.class::isInstance)
                .map(subject -> ((RunSubject) subject).run())
                .toList();
        return ClaimMarkdown.of(verdict) + "\nClaim file: `" + ClaimFiles.of(verdict.claim()) + "`\n"
                + provenance(runs);
    }

    private static String provenance(List<RecordedRun> runs) {
        return runs.stream().map(ClaimDescription::provenance).collect(Collectors.joining());
    }

    private static String provenance(RecordedRun run) {
        Provenance from = run.provenance();
        return """

                Run %s, epoch %d:

                - recipe: fingerprint `%s`
                - trained by: commit `%s`, `%s`
                - engine: %s
                - device: %s, %d threads, batch in %d chunks
                - finished: %s
                """.formatted(
                        run.name(),
                        lastEpoch(run),
                        from.recipe(),
                        from.commit(),
                        from.command(),
                        from.engine(),
                        from.device(),
                        from.threads(),
                        from.chunks(),
                        from.finished());
    }

    /** The length of a run that is kept without checkpoints. */
    private static int lastEpoch(RecordedRun run) {
        List<Integer> epochs = run.epochs();
        return epochs.isEmpty() ? run.experiment().schedule().epochs() : epochs.get(epochs.size() - 1);
    }
}
