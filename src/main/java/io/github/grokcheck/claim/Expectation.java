package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Measure;
import java.util.List;

/** What a claim expects of a measured value. A bound itself counts as met. */
public sealed interface Expectation {
    /** {@code at-least: 0.5}; of a value with members, each of them. */
    record AtLeast(double bound) implements Expectation {}

    /** {@code at-most: 0.01}; of a value with members, each of them. */
    record AtMost(double bound) implements Expectation {}

    /** {@code between: [3, 6]}; of a list of frequencies, their number. */
    record Between(double low, double high) implements Expectation {}

    /** {@code close-to: {value: 433, tolerance: 5}}, an absolute distance. */
    record CloseTo(double value, double tolerance) implements Expectation {}

    /** {@code exactly: [14, 35, 41, 42, 52]}, a set of frequencies. */
    record Exactly(List<Integer> frequencies) implements Expectation {}

    /** {@code at-most-times: {factor: 0.6, of: loss.all}}, another quantity of the same subject. */
    record AtMostTimes(double factor, Measure of) implements Expectation {}

    /** {@code at-least-times: {factor: 100, of: loss.all}}. */
    record AtLeastTimes(double factor, Measure of) implements Expectation {}

    /** {@code later-by: {epochs: 1000, than: epoch.train-loss-below-0.01}}. */
    record LaterBy(double epochs, Measure than) implements Expectation {}

    /** {@code above-uniform-loss: true}: more than ln p nats. */
    record AboveUniformLoss() implements Expectation {}
}
