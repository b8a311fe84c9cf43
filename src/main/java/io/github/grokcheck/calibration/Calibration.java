package io.github.grokcheck.calibration;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.EvidenceRule;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.Moment;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What tested claims say of controls, and what they must say.
 *
 * @param cells in the order of the claims, then of the controls
 */
public record Calibration(List<Cell> cells) {
    public Calibration {
        cells = List.copyOf(cells);
    }

    /**
     * One claim judged on one control.
     *
     * @param expected what must come out
     * @param verdict what came out
     */
    public record Cell(Claim claim, Control control, Verdict.Kind expected, Verdict verdict) {
        /** Whether the verdict is the expected one. */
        public boolean isAsExpected() {
            return verdict.kind() == expected;
        }
    }

    /**
     * Judges every tested claim on every control that says something about it; the claim's scope is ignored, so a claim
     * about the authors' run is tried on any model.
     *
     * @param progress is told the number of claims judged, and the id of the next
     */
    public static Calibration of(List<Claim> claims, List<Control> controls, BiConsumer<Integer, String> progress) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            progress.accept(i, claim.id());
            if (claim.status() instanceof Claim.Status.Tested) {
                controls.forEach(control -> cell(claim, control).ifPresent(cells::add));
            }
        }
        return new Calibration(cells);
    }

    /** Empty if nothing is known, or if the control lacks what the claim measures: a lone model has no recipe. */
    private static Optional<Cell> cell(Claim claim, Control control) {
        return control.expectedOf(claim)
                .flatMap(expected -> control.subject()
                        .apply(claim)
                        .map(subject ->
                                new Cell(claim, control, expected, Judge.judge(claim, evidence(claim, subject)))))
                .filter(cell -> cell.verdict().kind() != Verdict.Kind.NOT_EVALUATED
                        || claim.controls().containsKey(control.name()));
    }

    /** The control; three times over, as if on three seeds, where the claim's rule takes that many. */
    private static List<Subject> evidence(Claim claim, Subject control) {
        return claim.rule() instanceof EvidenceRule.Interval
                ? List.of(new AsSeed(control, "a"), new AsSeed(control, "b"), new AsSeed(control, "c"))
                : List.of(control);
    }

    private record AsSeed(Subject control, String seed) implements Subject {
        @Override
        public String name() {
            return control.name();
        }

        @Override
        public Optional<RunSeries> series() {
            return control.series();
        }

        @Override
        public Subject at(Moment moment) {
            return new AsSeed(control.at(moment), seed);
        }

        @Override
        public Value value(Measure measure) {
            return control.value(measure);
        }
    }

    /** The cells whose verdict is another than expected. */
    public List<Cell> wrong() {
        return cells.stream().filter(cell -> !cell.isAsExpected()).toList();
    }

    /** The tested claims among some that no control has upheld as it must, or none has refuted. */
    public List<Claim> unproven(List<Claim> claims) {
        return claims.stream()
                .filter(claim -> claim.status() instanceof Claim.Status.Tested)
                .filter(claim -> !proves(claim, Verdict.Kind.UPHELD) || !proves(claim, Verdict.Kind.REFUTED))
                .toList();
    }

    /** Whether some control must uphold, or must refute, a claim, and does. */
    private boolean proves(Claim claim, Verdict.Kind kind) {
        return cells.stream()
                .anyMatch(cell -> cell.claim().equals(claim) && cell.expected() == kind && cell.isAsExpected());
    }
}
