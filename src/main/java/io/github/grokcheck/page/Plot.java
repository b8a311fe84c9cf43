package io.github.grokcheck.page;

import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Expectation.Region;
import io.github.grokcheck.claim.Finding;
import io.github.grokcheck.claim.Finding.Observation;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The measured numbers of a condition beside the region that it expects. Places are shares of the axis, 0 at its left end
 * and 1 at its right end.
 *
 * @param condition in words
 * @param label of the axis: what is counted, with its unit
 * @param ticks from left to right
 * @param bounds the ends of the region that are numbers, or both in one where they are close to each other
 * @param from the region's left end
 * @param to the region's right end
 * @param lanes a lane for each subject
 */
public record Plot(
        String condition, String label, List<Tick> ticks, List<Tick> bounds, double from, double to, List<Lane> lanes) {
    /** Labels of bounds that are nearer to each other would run into one another. */
    private static final double CLOSE = 0.45;

    public Plot {
        ticks = List.copyOf(ticks);
        bounds = List.copyOf(bounds);
        lanes = List.copyOf(lanes);
    }

    /** A labelled place on the axis. */
    public record Tick(double at, String label) {}

    /**
     * The numbers of one subject.
     *
     * @param subject its name
     * @param met whether it meets the condition
     * @param value in words
     * @param marks none where it has no number
     */
    public record Lane(String subject, boolean met, String value, List<Mark> marks) {
        public Lane {
            marks = List.copyOf(marks);
        }
    }

    /** One number. */
    public record Mark(double at, boolean met, String text) {}

    /** What the subjects show of a condition; without ticks where nothing was counted, as of sets of frequencies. */
    static Plot of(Condition condition, List<Finding> findings, int index) {
        List<Observation> observations = findings.stream()
                .map(finding -> finding.observations().get(index))
                .toList();
        Region region = condition.expectation().region();
        double[] numbers = observations.stream()
                .flatMapToDouble(observation -> counted(observation, region))
                .toArray();
        boolean drawn = numbers.length > 0;
        PlotAxis axis = PlotAxis.spanning(
                DoubleStream.concat(DoubleStream.of(numbers), DoubleStream.of(region.low(), region.high()))
                        .toArray());
        return new Plot(
                Wording.condition(condition),
                label(condition, region),
                drawn ? axis.ticks() : List.of(),
                drawn ? bounds(region, axis) : List.of(),
                drawn ? axis.at(region.low()) : 0,
                drawn ? axis.at(region.high()) : 0,
                findings.stream()
                        .map(finding ->
                                lane(finding.subject(), finding.observations().get(index), region, axis))
                        .toList());
    }

    private static List<Tick> bounds(Region region, PlotAxis axis) {
        List<Tick> bounds = DoubleStream.of(region.low(), region.high())
                .filter(Double::isFinite)
                .distinct()
                .mapToObj(x -> new Tick(axis.at(x), Wording.number(x)))
                .toList();
        if (bounds.size() < 2 || bounds.get(1).at() - bounds.get(0).at() >= CLOSE) {
            return bounds;
        }
        return List.of(new Tick(
                (bounds.get(0).at() + bounds.get(1).at()) / 2,
                bounds.get(0).label() + " to " + bounds.get(1).label()));
    }

    private static DoubleStream counted(Observation observation, Region region) {
        return comparedAsSet(observation)
                ? DoubleStream.empty()
                : observation.numbers().values().stream()
                        .mapToDouble(x -> region.counted().of(x, observation.referenceNumber()))
                        .filter(Double::isFinite);
    }

    private static boolean comparedAsSet(Observation observation) {
        return observation.measured() instanceof Value.Frequencies
                && observation.condition().expectation() instanceof io.github.grokcheck.claim.Expectation.Exactly;
    }

    private static Lane lane(String subject, Observation observation, Region region, PlotAxis axis) {
        List<Mark> marks = comparedAsSet(observation)
                ? List.of()
                : observation.numbers().entrySet().stream()
                        .flatMap(number -> mark(number.getKey(), number.getValue(), observation, region, axis).stream())
                        .toList();
        return new Lane(subject, observation.met(), Wording.value(observation.measured()), marks);
    }

    private static Optional<Mark> mark(String member, double x, Observation observation, Region region, PlotAxis axis) {
        double counted = region.counted().of(x, observation.referenceNumber());
        return Double.isFinite(counted)
                ? Optional.of(new Mark(
                        axis.at(counted),
                        observation.isMetBy(x),
                        (member.isEmpty() ? "" : member + ": ") + Wording.number(x)))
                : Optional.empty();
    }

    private static String label(Condition condition, Region region) {
        Measure measure = condition.measure();
        String quantity = Wording.quantity(condition);
        String reference = condition.expectation().relativeTo().map(Measure::id).orElse("");
        return switch (region.counted()) {
            case PLAINLY -> quantity + unit(measure);
            case AS_MULTIPLE -> quantity + " as a multiple of " + reference;
            case AS_DIFFERENCE -> quantity + " less " + reference + unit(measure);
        };
    }

    private static String unit(Measure measure) {
        return switch (measure.unit()) {
            case NATS, EPOCHS, LOGITS -> " (" + measure.unit().symbol() + ")";
            case FRACTION, COUNT, FREQUENCY, ONE -> "";
        };
    }
}
