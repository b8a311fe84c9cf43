package io.github.grokcheck.claim;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.List;
import java.util.function.Predicate;

/** What claims are judged on: recorded runs, each measured once, whatever the number of claims. */
public final class Evidence {
    private static final long AUTHORS_SEED = 0;
    private static final int AUTHORS_MODULUS = 113;

    private final List<RunSubject> runs;
    private final Experiment mainline = Recipes.find("mainline");

    private Evidence(List<RunSubject> runs) {
        this.runs = runs;
    }

    /** The evidence that some runs give, in their order. */
    public static Evidence of(List<RecordedRun> runs) {
        return new Evidence(runs.stream().map(RunSubject::new).toList());
    }

    /** The subjects that a claim speaks of, by its scope; none if there is no such run. */
    public List<Subject> subjectsFor(Claim claim) {
        return switch (claim.scope()) {
            case AUTHORS_RUN -> runsWhere(recipe -> isMainline(recipe) && hasAuthorsSeeds(recipe));
            case EVERY_GROKKED_RUN -> runsWhere(this::isMainline);
            case SWEEP -> List.of();
            case MATHEMATICS -> List.of(new MathematicsSubject(AUTHORS_MODULUS));
        };
    }

    private List<Subject> runsWhere(Predicate<Experiment> admits) {
        return runs.stream()
                .filter(subject -> admits.test(subject.run().experiment()))
                .map(Subject.class::cast)
                .toList();
    }

    /** Whether a recipe differs from the mainline in length and seeds at most. */
    private boolean isMainline(Experiment recipe) {
        return recipe.seeds().shuffledAnswers().isEmpty()
                && recipe.task().equals(mainline.task())
                && recipe.architecture().equals(mainline.architecture())
                && recipe.optimizer().equals(mainline.optimizer());
    }

    private static boolean hasAuthorsSeeds(Experiment recipe) {
        return recipe.seeds().equals(new Experiment.Seeds(AUTHORS_SEED, AUTHORS_SEED));
    }
}
