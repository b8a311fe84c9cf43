package io.github.grokcheck.claim;

import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import java.util.List;
import java.util.Optional;

/** What a claim expects of a measured value. A bound itself counts as met. */
public sealed interface Expectation {
    /** The expectation as people read it, for instance {@code <= 0.01}. */
    String describe();

    /**
     * How far a number is on the good side of the bound.
     *
     * @param x the measured number
     * @param reference the number of {@link #of}; not looked at where there is none
     * @return in the measure's unit; negative where the bound is missed
     */
    double distance(double x, double reference);

    /** The numbers that meet it. A list of frequencies is compared as a set, of which {@link Exactly} shows the first. */
    Region region();

    /** How a number is compared with the bounds of a region. */
    enum Counted {
        PLAINLY,
        /** As a multiple of the reference. */
        AS_MULTIPLE,
        /** As the difference from the reference. */
        AS_DIFFERENCE;

        /** What is compared with the bounds. */
        public double of(double x, double reference) {
            return switch (this) {
                case PLAINLY -> x;
                case AS_MULTIPLE -> x / reference;
                case AS_DIFFERENCE -> x - reference;
            };
        }
    }

    /**
     * A region with its bounds, as it is drawn.
     *
     * @param low may be infinite
     * @param high may be infinite
     * @param counted what lies between them
     */
    record Region(double low, double high, Counted counted) {
        private static Region from(double low) {
            return new Region(low, Double.POSITIVE_INFINITY, Counted.PLAINLY);
        }

        private static Region upTo(double high) {
            return new Region(Double.NEGATIVE_INFINITY, high, Counted.PLAINLY);
        }
    }

    /** The quantity of the same subject that the bound is counted from, if it is not a plain number. */
    default Optional<Measure> relativeTo() {
        return Optional.empty();
    }

    /** Whether a distance is good enough. */
    default boolean accepts(double distance) {
        return distance >= 0;
    }

    /** {@code at-least: 0.5}; of a value with members, each of them; of a list of frequencies, their number. */
    record AtLeast(double bound) implements Expectation {
        @Override
        public String describe() {
            return ">= " + Wording.bound(bound);
        }

        @Override
        public Region region() {
            return Region.from(bound);
        }

        @Override
        public double distance(double x, double reference) {
            return x - bound;
        }
    }

    /** {@code at-most: 0.01}; of a value with members, each of them; of a list of frequencies, their number. */
    record AtMost(double bound) implements Expectation {
        @Override
        public String describe() {
            return "<= " + Wording.bound(bound);
        }

        @Override
        public Region region() {
            return Region.upTo(bound);
        }

        @Override
        public double distance(double x, double reference) {
            return bound - x;
        }
    }

    /** {@code between: [3, 6]}; of a list of frequencies, their number. */
    record Between(double low, double high) implements Expectation {
        @Override
        public String describe() {
            return Wording.bound(low) + " to " + Wording.bound(high);
        }

        @Override
        public Region region() {
            return new Region(low, high, Counted.PLAINLY);
        }

        @Override
        public double distance(double x, double reference) {
            return Math.min(x - low, high - x);
        }
    }

    /** {@code close-to: {value: 433, tolerance: 5}}, an absolute distance. */
    record CloseTo(double value, double tolerance) implements Expectation {
        @Override
        public String describe() {
            return tolerance == 0
                    ? "exactly " + Wording.bound(value)
                    : "within " + Wording.bound(tolerance) + " of " + Wording.bound(value);
        }

        @Override
        public Region region() {
            return new Region(value - tolerance, value + tolerance, Counted.PLAINLY);
        }

        @Override
        public double distance(double x, double reference) {
            return tolerance - Math.abs(x - value);
        }
    }

    /** {@code exactly: [14, 35, 41, 42, 52]}, a set of frequencies; or {@code exactly: 512}, one whole number. */
    record Exactly(List<Integer> frequencies) implements Expectation {
        public Exactly {
            if (frequencies.isEmpty()) {
                throw new IllegalArgumentException("exactly needs at least one number");
            }
            frequencies = List.copyOf(frequencies);
        }

        @Override
        public String describe() {
            return "exactly " + Wording.list(frequencies);
        }

        @Override
        public Region region() {
            return new Region(frequencies.get(0), frequencies.get(0), Counted.PLAINLY);
        }

        @Override
        public double distance(double x, double reference) {
            return -frequencies.stream().mapToDouble(n -> Math.abs(x - n)).sum();
        }
    }

    /** {@code at-most-times: {factor: 0.6, of: loss.all}}, another quantity of the same subject. */
    record AtMostTimes(double factor, Measure of) implements Expectation {
        @Override
        public String describe() {
            return "<= " + Wording.bound(factor) + " x " + of.id();
        }

        @Override
        public Region region() {
            return new Region(Double.NEGATIVE_INFINITY, factor, Counted.AS_MULTIPLE);
        }

        @Override
        public double distance(double x, double reference) {
            return factor * reference - x;
        }

        @Override
        public Optional<Measure> relativeTo() {
            return Optional.of(of);
        }
    }

    /** {@code at-least-times: {factor: 100, of: loss.all}}. */
    record AtLeastTimes(double factor, Measure of) implements Expectation {
        @Override
        public String describe() {
            return ">= " + Wording.bound(factor) + " x " + of.id();
        }

        @Override
        public Region region() {
            return new Region(factor, Double.POSITIVE_INFINITY, Counted.AS_MULTIPLE);
        }

        @Override
        public double distance(double x, double reference) {
            return x - factor * reference;
        }

        @Override
        public Optional<Measure> relativeTo() {
            return Optional.of(of);
        }
    }

    /** {@code later-by: {epochs: 1000, than: epoch.train-loss-below-0.01}}. */
    record LaterBy(double epochs, Measure than) implements Expectation {
        @Override
        public String describe() {
            return "at least " + Wording.bound(epochs) + " epochs after " + than.id();
        }

        @Override
        public Region region() {
            return new Region(epochs, Double.POSITIVE_INFINITY, Counted.AS_DIFFERENCE);
        }

        @Override
        public double distance(double x, double reference) {
            return x - reference - epochs;
        }

        @Override
        public Optional<Measure> relativeTo() {
            return Optional.of(than);
        }
    }

    /** {@code above-uniform-loss: true}: more than ln p nats, so ln p itself is not enough. */
    record AboveUniformLoss() implements Expectation {
        @Override
        public String describe() {
            return "> the uniform guess's ln p";
        }

        @Override
        public Region region() {
            return new Region(1, Double.POSITIVE_INFINITY, Counted.AS_MULTIPLE);
        }

        @Override
        public double distance(double x, double reference) {
            return x - reference;
        }

        @Override
        public Optional<Measure> relativeTo() {
            return Optional.of(MathematicsMeasure.UNIFORM_LOSS);
        }

        @Override
        public boolean accepts(double distance) {
            return distance > 0;
        }
    }
}
