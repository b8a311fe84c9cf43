package io.github.grokcheck.support;

import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * One checkpoint alone, whatever it was trained for: claims on every grokked run are judged as if it had grokked. It has
 * no loss curve and no provenance, so that claims on the authors' own run are not evaluated.
 */
final class LoneCheckpoint implements EvidenceSet {
    private final Subject checkpoint;

    LoneCheckpoint(Path file) {
        checkpoint =
                new CheckpointSubject(file.toString(), Checkpoint.read(file).weights(), splitBeside(file));
    }

    private static Optional<Split> splitBeside(Path checkpoint) {
        Path recipe = checkpoint.resolveSibling(RunFolder.RECIPE);
        return Files.isRegularFile(recipe) ? Optional.of(Split.of(Recipes.read(recipe))) : Optional.empty();
    }

    @Override
    public List<Subject> subjectsFor(Claim claim) {
        return claim.scope() == Scope.EVERY_GROKKED_RUN
                ? List.of(checkpoint)
                : Evidence.of(List.of()).subjectsFor(claim);
    }

    @Override
    public List<RunSubject> runs() {
        return List.of();
    }

    /** A checkpoint without loss curve and recipe cannot answer everything, and nobody expects it to. */
    @Override
    public Verdict verdictOn(Claim claim) {
        Verdict verdict = EvidenceSet.super.verdictOn(claim);
        if (verdict instanceof Verdict.NotEvaluated silent) {
            throw new TestAbortedException("NOT EVALUATED on a lone checkpoint: " + silent.because());
        }
        return verdict;
    }

    @Override
    public String toString() {
        return checkpoint.name();
    }
}
