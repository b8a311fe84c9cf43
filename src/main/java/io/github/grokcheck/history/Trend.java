package io.github.grokcheck.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One quantity of one subject over the verifications that measured it.
 *
 * @param origin what was judged
 * @param subject the run or model
 * @param unit what the quantity is counted in
 * @param claims that ask for it and saw the same values
 * @param points oldest first
 */
public record Trend(String origin, String subject, String unit, List<String> claims, List<Point> points) {
    public Trend {
        claims = List.copyOf(claims);
        points = List.copyOf(points);
    }

    /** The value that one verification measured. */
    public record Point(UUID id, Instant at, Amount amount) {}

    /** One stored value with where it belongs. */
    record Row(String origin, String subject, String unit, String claim, Point point) {}

    private record Line(String origin, String subject, String unit, String claim) {}

    private record Course(String origin, String subject, String unit, List<Point> points) {}

    /** Rows, oldest first, as trends. Claims that look at a run at different moments see different values of one quantity. */
    static List<Trend> of(List<Row> rows) {
        Map<Line, List<Point>> lines = new LinkedHashMap<>();
        rows.forEach(row -> {
            List<Point> points = lines.computeIfAbsent(
                    new Line(row.origin(), row.subject(), row.unit(), row.claim()), line -> new ArrayList<>());
            if (!points.contains(row.point())) {
                points.add(row.point());
            }
        });
        Map<Course, List<String>> courses = new LinkedHashMap<>();
        lines.forEach((line, points) -> courses.computeIfAbsent(
                        new Course(line.origin(), line.subject(), line.unit(), points), course -> new ArrayList<>())
                .add(line.claim()));
        return courses.entrySet().stream()
                .map(entry -> new Trend(
                        entry.getKey().origin(),
                        entry.getKey().subject(),
                        entry.getKey().unit(),
                        entry.getValue(),
                        entry.getKey().points()))
                .toList();
    }
}
