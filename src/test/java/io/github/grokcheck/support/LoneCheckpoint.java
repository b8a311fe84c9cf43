package io.github.grokcheck.support;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.claim.CheckpointSubject;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.ModelEvidence;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.trajectory.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One model alone, in whatever format, judged as the command line judges it; a recipe beside it is taken for its own. */
final class LoneCheckpoint implements EvidenceSet {
    private final String name;
    private final ModelEvidence evidence;

    LoneCheckpoint(Path file) {
        Path recipe = file.resolveSibling(RunFolder.RECIPE);
        Optional<Experiment> known = Files.isRegularFile(recipe) ? Optional.of(Recipes.read(recipe)) : Optional.empty();
        name = file.toString();
        evidence = new ModelEvidence(
                List.of(new CheckpointSubject(name, ForeignModel.read(file).weights(), known.map(Split::of), known)),
                known);
    }

    @Override
    public List<Subject> subjectsFor(Claim claim) {
        return evidence.subjectsFor(claim);
    }

    @Override
    public List<RunSubject> runs() {
        return List.of();
    }

    @Override
    public Verdict verdictOn(Claim claim) {
        return evidence.verdictOn(claim);
    }

    @Override
    public String toString() {
        return name;
    }
}
