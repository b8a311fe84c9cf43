package io.github.grokcheck.support;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.trajectory.Provenance;
import java.util.TreeMap;

/** Of runs that no trainer made. */
public final class TestProvenance {
    private TestProvenance() {}

    /** Of a run of a recipe, with no file's digest yet. */
    public static Provenance of(Experiment recipe) {
        return new Provenance(
                recipe.fingerprint(), "none", "made by a test", "none", "none", 1, 1, "2026-01-01", 0, new TreeMap<>());
    }
}
