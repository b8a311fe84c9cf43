package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.config.Experiment;
import java.util.List;
import java.util.Optional;

/**
 * Models without their runs, of this project's making or anybody's. They answer what one model can answer; every other
 * claim is out of reach, for a stated reason. Each model counts as a seed of its own.
 *
 * <p>A known deviation is recorded of this project's own runs. On models of others the same claim may fail in the same way
 * or hold, and neither is a surprise.
 */
public final class ModelEvidence {
    private final List<CheckpointSubject> models;
    private final Optional<Experiment> recipe;

    /**
     * @param models at least one
     * @param recipe how they were trained; if absent they are taken for models of the mainline recipe
     */
    public ModelEvidence(List<CheckpointSubject> models, Optional<Experiment> recipe) {
        this.models = List.copyOf(models);
        this.recipe = recipe;
    }

    /** The models that answer a claim; none where it is out of their reach. */
    public List<Subject> subjectsFor(Claim claim) {
        if (claim.scope() == Claim.Scope.MATHEMATICS) {
            return Evidence.of(List.of()).subjectsFor(claim);
        }
        return reasonOutOfReach(claim).isEmpty() ? spokenOf() : List.of();
    }

    /** What the models say of a claim. */
    public Verdict verdictOn(Claim claim) {
        List<Subject> subjects = subjectsFor(claim);
        Verdict verdict = Judge.judgeUnderEveryKeyRule(claim, subjects);
        if (verdict instanceof Verdict.NotEvaluated silent) {
            String because = claim.status() instanceof Claim.Status.Tested
                    ? reasonOutOfReach(claim).orElse(silent.because())
                    : silent.because();
            return new Verdict.OutOfReach(claim.withKnownDeviation(Optional.empty()), because);
        }
        Claim ofOthers = claim.withKnownDeviation(deviationOfOthers(claim, verdict.kind()));
        return ofOthers.equals(claim) ? verdict : Judge.judgeUnderEveryKeyRule(ofOthers, subjects);
    }

    /** The models of the size that the paper's claims speak of. */
    private List<Subject> spokenOf() {
        return models.stream()
                .filter(model -> RunSelection.hasMainlineSizes(model.model().weights()))
                .map(Subject.class::cast)
                .toList();
    }

    private static Optional<KnownDeviation> deviationOfOthers(Claim claim, Verdict.Kind found) {
        return found == Verdict.Kind.UPHELD
                ? Optional.empty()
                : claim.knownDeviation().map(own -> new KnownDeviation(found, own.because()));
    }

    private Optional<String> reasonOutOfReach(Claim claim) {
        if (claim.followsTheRun()) {
            return Optional.of("it speaks of the course of training, and a model alone has no past");
        }
        if (claim.scope() != Claim.Scope.MATHEMATICS && spokenOf().isEmpty()) {
            return Optional.of("it speaks of models with p = 113 and the mainline's sizes, and there is none of them");
        }
        return switch (claim.scope()) {
            case MATHEMATICS -> Optional.empty();
            case SWEEP -> recipe.isPresent() ? reasonAgainstRecipe(claim) : Optional.of("it compares runs");
            case AUTHORS_RUN ->
                recipe.filter(Evidence::hasAuthorsSeeds).isPresent()
                        ? reasonAgainstRecipe(claim)
                        : Optional.of("it states a number of the authors' own run, and nothing says that this is one;"
                                + " --recipe mainline would");
            case EVERY_GROKKED_RUN -> reasonAgainstRecipe(claim);
        };
    }

    private Optional<String> reasonAgainstRecipe(Claim claim) {
        return recipe.filter(given -> !claim.runs().admits(given))
                .map(given -> "it does not speak of runs with " + claim.runs().reasonAgainst(given));
    }
}
