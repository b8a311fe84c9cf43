package io.github.grokcheck.cli;

import io.github.grokcheck.history.Amount;
import io.github.grokcheck.history.Trend;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A trend as lines of text, each with a mark between the least and the largest value. */
final class TrendTable {
    private static final int WIDTH = 30;

    private TrendTable() {}

    static List<String> lines(Trend trend) {
        DoubleSummaryStatistics range = trend.points().stream()
                .flatMap(point -> number(point).stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        List<List<String>> rows = new ArrayList<>(List.of(List.of("id", "time", "value", "")));
        trend.points()
                .forEach(point -> rows.add(List.of(
                        HistoryWords.id(point.id()),
                        HistoryWords.time(point.at()),
                        TextTable.shortened(point.amount().describe()),
                        number(point).map(x -> mark(x, range)).orElse(""))));
        return new TextTable(rows).lines();
    }

    private static Optional<Double> number(Trend.Point point) {
        return Stream.of(point.amount())
                .filter(Amount.OfNumber.class::isInstance)
                .map(amount -> ((Amount.OfNumber) amount).number())
                .findFirst();
    }

    /** In the middle where all values are equal. */
    private static String mark(double x, DoubleSummaryStatistics range) {
        double width = range.getMax() - range.getMin();
        int place = (int) Math.round((WIDTH - 1) * (width > 0 ? (x - range.getMin()) / width : 0.5));
        return "|" + " ".repeat(place) + "*" + " ".repeat(WIDTH - 1 - place) + "|";
    }
}
