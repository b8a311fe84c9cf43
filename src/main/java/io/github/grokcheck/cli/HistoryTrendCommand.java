package io.github.grokcheck.cli;

import io.github.grokcheck.figure.Figure;
import io.github.grokcheck.figure.Studio;
import io.github.grokcheck.history.Amount;
import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Trend;
import io.github.grokcheck.trajectory.AtomicFile;
import io.github.grokcheck.trajectory.InputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trend",
        description = {
            "One quantity over all verifications that measured it: a line a verification, a table for each run or model.",
            "",
            "The mark in the last column lies between the least and the largest value of its table. Claims that look at"
                    + " different moments of a run see different values of one quantity and have tables of their own.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  grokcheck history trend gini.W_E",
            "  grokcheck history trend loss.test --claim nanda2023.embedding-sparse --subject mainline-seed0",
            "  grokcheck history trend gini.W_E --plot gini.svg"
        })
final class HistoryTrendCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Parameters(paramLabel = "QUANTITY", description = "As claim files spell it: gini.W_E, heads[0].fve, alpha[14].")
    private String quantity = "";

    @Option(names = "--claim", paramLabel = "ID", description = "Only what was measured for this claim.")
    private Optional<String> claim = Optional.empty();

    @Option(names = "--subject", paramLabel = "RUN", description = "Only this run or model.")
    private Optional<String> subject = Optional.empty();

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "Also draw it, into a file that ends in .png or .svg; values that are no numbers are left out.")
    private Optional<Path> plot = Optional.empty();

    @Override
    public void run() {
        plot.filter(file -> !isPng(file) && !isSvg(file)).ifPresent(file -> {
            throw new ParameterException(spec.commandLine(), "--plot " + file + " ends neither in .png nor in .svg");
        });
        List<Trend> trends;
        try (HistoryStore store = history.open()) {
            trends = store.trends(quantity, claim, subject);
            if (trends.isEmpty()) {
                throw nothing(store);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        trends.forEach(trend -> {
            out.println(spec.commandLine().getColorScheme().ansi().string("@|bold " + title(trend) + "|@"));
            TrendTable.lines(trend).forEach(out::println);
            out.println();
        });
        plot.ifPresent(file -> draw(file, trends));
        out.flush();
    }

    private InputException nothing(HistoryStore store) {
        List<String> known = store.quantities();
        return known.contains(quantity)
                ? new InputException(quantity + ": was never measured for this claim and subject; leave --claim or"
                        + " --subject away to see for which it was")
                : new InputException(quantity + ": was never measured; the history has " + String.join(", ", known));
    }

    private String title(Trend trend) {
        int more = trend.claims().size() - 1;
        return withUnit(trend) + " of " + trend.subject()
                + ", for " + trend.claims().get(0) + (more > 0 ? " and " + more + " more" : "") + ", on "
                + trend.origin();
    }

    private String withUnit(Trend trend) {
        return trend.unit().equals("1") ? quantity : quantity + " (" + trend.unit() + ")";
    }

    private void draw(Path file, List<Trend> trends) {
        PrintWriter err = spec.commandLine().getErr();
        Figure figure = new Figure.Timeline(
                quantity,
                new Figure.Quantity(withUnit(trends.get(0)), Figure.Scale.LINEAR),
                trends.stream().map(HistoryTrendCommand::track).toList());
        Studio studio = Studio.open(err::println);
        Optional<byte[]> picture = isSvg(file) ? studio.svg(figure) : studio.png(figure);
        picture.ifPresent(bytes -> {
            AtomicFile.write(file, stream -> stream.write(bytes));
            spec.commandLine().getOut().println("Drawn into " + file + ".");
        });
    }

    private static Figure.Track track(Trend trend) {
        return new Figure.Track(
                trend.subject() + ", " + trend.claims().get(0),
                trend.points().stream()
                        .flatMap(point -> point.amount() instanceof Amount.OfNumber number
                                ? Stream.of(new Figure.Moment(point.at(), number.number()))
                                : Stream.empty())
                        .toList());
    }

    private static boolean isPng(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static boolean isSvg(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    }
}
