package io.github.grokcheck.claim;

import io.github.grokcheck.claim.RunSelection.Setting;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.measure.SweepMeasure;
import io.github.grokcheck.measure.SweepPoint;
import io.github.grokcheck.trajectory.RecordedRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What claims are judged on: recorded runs, each measured once, whatever the number of claims. */
public final class Evidence {
    private static final long AUTHORS_SEED = 0;
    private static final int AUTHORS_MODULUS = 113;

    private final List<RunSubject> runs;

    private Evidence(List<RunSubject> runs) {
        this.runs = List.copyOf(runs);
    }

    /** The evidence that some runs give, in their order. */
    public static Evidence of(List<RecordedRun> runs) {
        return new Evidence(runs.stream().map(RunSubject::new).toList());
    }

    /** All runs, in their order. */
    public List<RunSubject> runs() {
        return runs;
    }

    /** The subjects that a claim speaks of, by its scope; none if there is no such run. */
    public List<Subject> subjectsFor(Claim claim) {
        return switch (claim.scope()) {
            case AUTHORS_RUN -> runsWhere(recipe -> claim.runs().admits(recipe) && hasAuthorsSeeds(recipe));
            case EVERY_GROKKED_RUN -> runsWhere(claim.runs()::admits);
            case SWEEP -> sweep(claim);
            case MATHEMATICS -> List.of(new MathematicsSubject(AUTHORS_MODULUS));
        };
    }

    /** The run that stands for the authors' own: of the mainline recipe, with their seeds; the first if there are several. */
    public Optional<RunSubject> authorsTwin() {
        return runs.stream()
                .filter(subject -> RunSelection.MAINLINE.admits(subject.run().experiment()))
                .filter(subject -> hasAuthorsSeeds(subject.run().experiment()))
                .findFirst();
    }

    /** The runs one by one, or together where the claim compares them. */
    private List<Subject> sweep(Claim claim) {
        List<RunSubject> chosen = runs.stream()
                .filter(subject -> claim.runs().admits(subject.run().experiment()))
                .toList();
        Optional<Setting> varied = claim.runs().varied();
        if (!(claim.expect().measure() instanceof SweepMeasure) || varied.isEmpty() || chosen.isEmpty()) {
            return List.copyOf(chosen);
        }
        Setting setting = varied.get();
        return List.of(new SweepSubject(
                chosen.size() + " runs by " + setting.word().replace('-', ' ') + ": "
                        + chosen.stream()
                                .map(subject -> setting.of(subject.run().experiment()))
                                .distinct()
                                .sorted()
                                .map(Wording::number)
                                .collect(Collectors.joining(", ")),
                chosen.stream()
                        .map(subject -> new SweepPoint(
                                setting.of(subject.run().experiment()),
                                subject.run().experiment().seeds().initialization(),
                                subject.losses()))
                        .toList()));
    }

    private List<Subject> runsWhere(Predicate<Experiment> admits) {
        return runs.stream()
                .filter(subject -> admits.test(subject.run().experiment()))
                .map(Subject.class::cast)
                .toList();
    }

    /** Whether a run of that recipe is a twin of the authors' own. */
    static boolean hasAuthorsSeeds(Experiment recipe) {
        return recipe.seeds().equals(new Experiment.Seeds(AUTHORS_SEED, AUTHORS_SEED));
    }
}
