package io.github.grokcheck.report;

import io.github.grokcheck.claim.Leads;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.StudentInterval;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.measure.Phases;
import io.github.grokcheck.measure.RunSeries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many epochs before the test loss each progress measure turns, over all recorded runs that show phases, as Markdown. */
public final class LeadTimes {
    private static final String HEAD = """
            # Lead times

            How many epochs each progress measure is half-way before the test loss is. Half-way is counted from the end of
            memorisation to the final level, the median over the last tenth of the checkpoints; a negative number comes
            late. Over all recorded runs whose series shows three phases (see `three-phases` in verdicts.md), whatever
            their seed, weight decay and share of training pairs. The interval is Student's, of the mean; the runs are no
            random sample, and one of them may carry the mean, so look at each.

            """;

    private LeadTimes() {}

    /** The page. */
    public static String of(List<RunSubject> runs) {
        Leads leads = Leads.of(runs);
        return HEAD + summary(leads) + eachRun(leads) + leftOut(runs, leads);
    }

    private static String summary(Leads leads) {
        return "| measure | runs | mean lead, epochs | 95 % interval | least | most |\n|---|---|---|---|---|---|\n"
                + leads.measures().stream().map(measure -> row(leads, measure)).collect(Collectors.joining());
    }

    private static String row(Leads leads, String measure) {
        double[] sorted = leads.sorted(measure);
        Optional<StudentInterval> interval = leads.mean(measure);
        return "| %s | %d | %s | %s | %s | %s |%n"
                .formatted(
                        measure,
                        sorted.length,
                        interval.map(found -> epochs(found.mean())).orElse("-"),
                        interval.map(found -> epochs(found.low()) + " to " + epochs(found.high()))
                                .orElse("-"),
                        epochs(sorted[0]),
                        epochs(sorted[sorted.length - 1]))
                .replace("\r\n", "\n");
    }

    private static String eachRun(Leads leads) {
        List<String> measures = leads.measures();
        return "\n| run | memorisation ends | cleanup begins | cleanup ends | " + String.join(" | ", measures) + " |\n|"
                + "---|".repeat(4 + measures.size()) + "\n"
                + leads.byRun().entrySet().stream()
                        .map(run -> row(run.getKey(), measures, run.getValue()))
                        .collect(Collectors.joining());
    }

    private static String row(RunSubject run, List<String> measures, Map<String, Double> leads) {
        Phases phases = run.series().flatMap(RunSeries::phases).orElseThrow();
        return "| " + run.name() + " | " + phases.memorisationEnds() + " | " + phases.cleanupBegins() + " | "
                + phases.cleanupEnds() + " | "
                + measures.stream()
                        .map(measure -> Optional.ofNullable(leads.get(measure))
                                .map(LeadTimes::epochs)
                                .orElse("-"))
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static String leftOut(List<RunSubject> runs, Leads leads) {
        List<String> names = runs.stream()
                .filter(run -> !leads.byRun().containsKey(run))
                .map(RunSubject::name)
                .toList();
        return names.isEmpty()
                ? ""
                : "\nWithout three phases, or without a recorded series: " + String.join(", ", names) + ".\n";
    }

    private static String epochs(double epochs) {
        return Wording.number(Math.rint(epochs));
    }
}
