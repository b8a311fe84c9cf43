package io.github.grokcheck.page;

import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Moment;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.SweepSubject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.figure.Figure;
import io.github.grokcheck.figure.Illustrations;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Unit;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.page.ClaimView.Badge;
import io.github.grokcheck.page.ClaimView.Command;
import io.github.grokcheck.page.ClaimView.Definition;
import io.github.grokcheck.page.ClaimView.Fact;
import io.github.grokcheck.page.ClaimView.FileView;
import io.github.grokcheck.page.ClaimView.Row;
import io.github.grokcheck.page.ClaimView.Trial;
import io.github.grokcheck.report.Section;
import io.github.grokcheck.report.Words;
import io.github.grokcheck.trajectory.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts claims, verdicts and evidence into the words of the page. */
final class ClaimViews {
    private static final Set<Unit> WITHOUT_SYMBOL = EnumSet.of(Unit.ONE, Unit.COUNT, Unit.FRACTION, Unit.FREQUENCY);

    private final Review review;
    private final Background background;
    private final Pictures pictures;

    ClaimViews(Review review, Background background, Pictures pictures) {
        this.review = review;
        this.background = background;
        this.pictures = pictures;
    }

    ClaimView of(Verdict verdict) {
        Claim claim = verdict.claim();
        List<Subject> subjects = review.evidence().subjects().apply(claim);
        Path file = review.catalogue().fileOf(claim);
        return new ClaimView(
                claim.id(),
                claim.name(),
                Section.of(claim).title(),
                claim.where().source(),
                claim.statement(),
                claim.reading(),
                badge(verdict),
                explanation(verdict),
                claim.knownDeviation().map(Claim.KnownDeviation::because).orElse(""),
                facts(verdict),
                Wording.word(claim.scope()),
                Wording.word(claim.basis()),
                Wording.quantity(claim.expect()),
                Wording.expectation(claim.expect()),
                definitions(claim),
                plots(verdict),
                evidence(verdict),
                pictures.add(figures(verdict, subjects)),
                controls(claim),
                commands(claim),
                List.of(new FileView(file.toString().replace('\\', '/'), Sha256.of(file))),
                runs(claim, subjects),
                background
                        .allure()
                        .of(claim.id())
                        .map(AllureEntries.Entry::path)
                        .orElse(""));
    }

    private static Badge badge(Verdict verdict) {
        return new Badge(
                Wording.word(verdict.kind()),
                symbol(verdict.kind()),
                verdict.kind().word(),
                Verdicts.isExpected(verdict));
    }

    private static String symbol(Verdict.Kind kind) {
        return switch (kind) {
            case UPHELD -> "✓";
            case REFUTED -> "✗";
            case MIXED -> "◐";
            case NOT_EVALUATED -> "–";
        };
    }

    /** Without id and verdict, which the page shows beside it. */
    private static String explanation(Verdict verdict) {
        String known = verdict.claim().id() + " " + verdict.kind().word();
        String text = verdict.explain();
        return text.startsWith(known) ? text.substring(known.length()).replaceFirst("^[,:;] ", "") : text;
    }

    private static List<Fact> facts(Verdict verdict) {
        Claim claim = verdict.claim();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("expected", Wording.condition(claim.expect())));
        claim.requires().forEach(condition -> facts.add(new Fact("and required", Wording.condition(condition))));
        if (!(claim.at() instanceof Moment.Last)) {
            facts.add(new Fact("measured", claim.at().describe()));
        }
        facts.add(new Fact("basis of the bound", Wording.word(claim.basis()).replace('-', ' ')));
        facts.add(new Fact("speaks of", Wording.word(claim.scope()).replace('-', ' ')));
        facts.add(new Fact("rule over runs", claim.rule().describe()));
        if (!verdict.underOtherKeyRules().isEmpty()) {
            facts.add(new Fact("with other rules for key frequencies", Words.underOtherKeyRules(verdict)));
        }
        if (!(claim.status() instanceof Claim.Status.Tested)) {
            facts.add(new Fact("status", Words.of(claim.status())));
        }
        return facts;
    }

    private static Stream<Condition> conditions(Claim claim) {
        return Stream.concat(Stream.of(claim.expect()), claim.requires().stream());
    }

    private static List<Definition> definitions(Claim claim) {
        return conditions(claim)
                .flatMap(condition ->
                        Stream.concat(Stream.of(condition.measure()), condition.expectation().relativeTo().stream()))
                .distinct()
                .map(ClaimViews::definition)
                .toList();
    }

    private static Definition definition(Measure measure) {
        return new Definition(measure.id(), measure.unit().symbol(), measure.formula());
    }

    private static List<Plot> plots(Verdict verdict) {
        List<Finding> findings = verdict.findings();
        if (findings.isEmpty()) {
            return List.of();
        }
        List<Condition> conditions = conditions(verdict.claim()).toList();
        return IntStream.range(0, conditions.size())
                .mapToObj(i -> Plot.of(conditions.get(i), findings, i))
                .toList();
    }

    private List<Row> evidence(Verdict verdict) {
        return verdict.findings().stream()
                .flatMap(finding -> finding.observations().stream()
                        .map(observation -> new Row(
                                finding.subject(),
                                Wording.quantity(observation.condition()),
                                Wording.value(observation.measured()) + unit(observation.condition()),
                                Wording.expectation(observation.condition()),
                                observation.met(),
                                published(verdict.claim(), observation.condition()))))
                .toList();
    }

    private static String unit(Condition condition) {
        return WITHOUT_SYMBOL.contains(condition.measure().unit()) ? "" : " " + Wording.unit(condition);
    }

    private String published(Claim claim, Condition condition) {
        return background
                .published()
                .map(paper -> condition.of(paper.at(claim.at())))
                .flatMap(ClaimViews::stated)
                .orElse("");
    }

    /** What a value says; nothing where the paper is silent. */
    static Optional<String> stated(Value value) {
        return value instanceof Value.Unavailable || value instanceof Value.Undefined
                ? Optional.empty()
                : Optional.of(Wording.value(value));
    }

    private List<Figure> figures(Verdict verdict, List<Subject> subjects) {
        return verdict.findings().isEmpty()
                ? List.of()
                : Stream.concat(
                                Illustrations.of(
                                        verdict.claim(), review.evidence().runs())
                                        .stream(),
                                subjects.stream()
                                        .flatMap(subject -> Illustrations.of(verdict.claim(), subject).stream()))
                        .toList();
    }

    private List<Trial> controls(Claim claim) {
        return background.controls().getOrDefault(claim.id(), List.of()).stream()
                .map(ClaimViews::trial)
                .toList();
    }

    private static Trial trial(Cell cell) {
        return new Trial(
                cell.control().name(),
                cell.control().what(),
                cell.expected().word(),
                cell.verdict().kind().word(),
                cell.isAsExpected());
    }

    private List<Command> commands(Claim claim) {
        String arguments = review.arguments().isEmpty() ? "" : review.arguments() + " ";
        List<Command> commands = new ArrayList<>();
        commands.add(new Command(
                "Judge this claim again",
                "java -jar target/grokcheck.jar verify " + arguments + "--claim " + claim.id()));
        commands.add(new Command(
                "Try it on models whose truth is known",
                "java -jar target/grokcheck.jar calibrate --claim " + claim.id()));
        background
                .allure()
                .of(claim.id())
                .ifPresent(entry -> commands.add(
                        new Command("Run its test", "./mvnw -B -ntp verify -Dit.test='" + entry.test() + "'")));
        return commands;
    }

    private List<String> runs(Claim claim, List<Subject> subjects) {
        return subjects.stream()
                .flatMap(subject -> subject instanceof SweepSubject
                        ? review.evidence().runs().stream()
                                .filter(run -> claim.runs().admits(run.run().experiment()))
                        : Stream.of(subject))
                .filter(RunSubject.class::isInstance)
                .map(Subject::name)
                .distinct()
                .toList();
    }
}
