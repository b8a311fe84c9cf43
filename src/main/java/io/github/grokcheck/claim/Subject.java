package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;

/** Something that claims are judged on: a run, a lone checkpoint, or mathematics itself. */
public interface Subject {
    /** The name shown beside its values, for instance {@code mainline-seed0}. */
    String name();

    /** Measures it, once; {@link Value.Unavailable} where this kind of subject cannot answer. */
    Value value(Measure measure);
}
