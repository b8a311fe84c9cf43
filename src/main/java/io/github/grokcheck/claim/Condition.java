package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import java.util.Optional;

/**
 * An expectation of one measured quantity.
 *
 * @param measure what is measured
 * @param member which part of it, such as {@code cos.14} or {@code 0.frequency}; empty for the whole
 * @param expectation what must hold of it
 */
public record Condition(Measure measure, Optional<String> member, Expectation expectation) {
    /** What a subject shows of the quantity. */
    public Value of(Subject subject) {
        Value whole = subject.value(measure);
        return member.map(name -> Member.in(whole, name)).orElse(whole);
    }
}
