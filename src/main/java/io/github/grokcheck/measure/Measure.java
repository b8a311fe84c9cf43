package io.github.grokcheck.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that can be measured, known by its id. Another definition is another measure with another id, never a flag.
 * What a measure is taken from is its type: a model, a run, a recipe, or nothing at all.
 */
public sealed interface Measure
        permits ModelMeasure, RunMeasure, SeriesMeasure, SweepMeasure, SetupMeasure, MathematicsMeasure {
    /** What every measure states about itself. */
    Definition definition();

    /**
     * What every measure states about itself.
     *
     * @param id as in claim files and JSON: {@code loss.restricted.all}
     * @param unit what the value is counted in
     * @param formula in one line, for people
     */
    record Definition(String id, Unit unit, String formula) {}

    /** The id, as in claim files and JSON. */
    default String id() {
        return definition().id();
    }

    /** What the value is counted in. */
    default Unit unit() {
        return definition().unit();
    }

    /** The formula in one line, for people. */
    default String formula() {
        return definition().formula();
    }

    /** Every measure there is, in the order of their enums. */
    static List<Measure> all() {
        return Stream.<Measure[]>of(
                        ModelMeasure.values(),
                        RunMeasure.values(),
                        SeriesMeasure.values(),
                        SweepMeasure.values(),
                        SetupMeasure.values(),
                        MathematicsMeasure.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    /** The measure of that id. */
    static Optional<Measure> byId(String id) {
        return all().stream().filter(measure -> measure.id().equals(id)).findFirst();
    }
}
