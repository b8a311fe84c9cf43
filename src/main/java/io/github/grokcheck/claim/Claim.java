package io.github.grokcheck.claim;

import io.github.grokcheck.measure.SeriesMeasure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One claim of a paper, as a claim file states it.
 *
 * @param id paper and file name: {@code nanda2023.embedding-sparse}
 * @param where the place in the paper or the deck
 * @param statement the claim in our own words
 * @param reading how the sentence becomes a number: the reader sees where the paper ends and our interpretation begins
 * @param expect what must hold of the measured quantity
 * @param requires what must hold besides, so that a model without structure is not upheld; refuted where it does not
 * @param basis where the bounds come from
 * @param scope which evidence the claim speaks of
 * @param runs which runs, for {@link Scope#SWEEP}; runs of the mainline recipe otherwise
 * @param at when along a run the model is looked at
 * @param rule how several runs become one verdict
 * @param noise how far its numbers may move between two verifications of the same runs
 * @param status tested, or why not
 * @param knownDeviation the verdict that this project expects although the paper says otherwise
 * @param controls what the claim must say of a control, by the control's name, where that is not what the control asks of
 *     all claims of this scope
 */
public record Claim(
        String id,
        Locus where,
        String statement,
        String reading,
        Condition expect,
        List<Condition> requires,
        Basis basis,
        Scope scope,
        RunSelection runs,
        Moment at,
        EvidenceRule rule,
        Noise noise,
        Status status,
        Optional<KnownDeviation> knownDeviation,
        Map<String, Verdict.Kind> controls) {

    public Claim {
        requires = List.copyOf(requires);
        controls = Map.copyOf(controls);
    }

    /** A claim about the end of runs of the mainline recipe that states no noise. */
    public Claim(
            String id,
            Locus where,
            String statement,
            String reading,
            Condition expect,
            List<Condition> requires,
            Basis basis,
            Scope scope,
            EvidenceRule rule,
            Status status,
            Optional<KnownDeviation> knownDeviation,
            Map<String, Verdict.Kind> controls) {
        this(
                id,
                where,
                statement,
                reading,
                expect,
                requires,
                basis,
                scope,
                RunSelection.MAINLINE,
                new Moment.Last(),
                rule,
                Noise.DEFAULT,
                status,
                knownDeviation,
                controls);
    }

    /** The same claim with another recorded departure, or none. */
    public Claim withKnownDeviation(Optional<KnownDeviation> deviation) {
        return new Claim(
                id, where, statement, reading, expect, requires, basis, scope, runs, at, rule, noise, status, deviation,
                controls);
    }

    /** Whether the claim speaks of how things change along a run, and not of its last model alone. */
    public boolean followsTheRun() {
        return !(at instanceof Moment.Last)
                || Stream.concat(Stream.of(expect), requires.stream())
                        .anyMatch(condition -> condition.measure() instanceof SeriesMeasure);
    }

    /** The file's name without its ending: the last part of the id. */
    public String name() {
        return id.substring(id.indexOf('.') + 1);
    }

    /**
     * Where the claim stands.
     *
     * @param section of the paper, for instance "4.1"
     * @param source figure, table or slide, for instance "figure 3, slide 26"
     */
    public record Locus(String section, String source) {}

    /** Where the bounds come from. */
    public enum Basis {
        STATED_IN_PAPER,
        CHOSEN_BEFORE_MEASURING,
        CHOSEN_AFTER_MEASURING
    }

    /** Which evidence a claim speaks of. */
    public enum Scope {
        /** A number of the authors' own run; judged on re-trainings of its recipe, which are twins of it, not copies. */
        AUTHORS_RUN,
        /** Every run of the mainline recipe, whatever the seed. */
        EVERY_GROKKED_RUN,
        /** Runs of {@link Claim#runs}, which differ from the mainline in named settings. */
        SWEEP,
        /** No run at all. */
        MATHEMATICS
    }

    /** Whether the claim is tested. */
    public sealed interface Status {
        /** It is. */
        record Tested() implements Status {}

        /** No run can decide it. */
        record Untestable(String because) implements Status {}

        /** It will be. */
        record Planned(String because) implements Status {}
    }

    /**
     * A recorded departure from the paper: the build stays green while the verdict is this one, and fails when it is
     * not.
     */
    public record KnownDeviation(Verdict.Kind verdict, String because) {}
}
