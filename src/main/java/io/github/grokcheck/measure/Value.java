package io.github.grokcheck.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A measured value. No kind of it holds NaN or infinity: what has no number is {@link Undefined} or {@link Unavailable}. */
public sealed interface Value {
    /** One number. */
    record Scalar(double x) implements Value {
        public Scalar {
            requireFinite(x);
        }
    }

    /** A whole number: a count or a single frequency. */
    record Count(long n) implements Value {}

    /** Frequencies k, ascending. */
    record Frequencies(List<Integer> k) implements Value {
        public Frequencies {
            k = k.stream().sorted().toList();
        }
    }

    /** One number per member, named by a frequency ("14") or a direction ("cos.14"); in the given order. */
    record Members(Map<String, Double> byName) implements Value {
        public Members {
            byName.values().forEach(Value::requireFinite);
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }
    }

    /** One whole number per frequency; only frequencies that occur. */
    record Counts(SortedMap<Integer, Integer> byFrequency) implements Value {}

    /** One entry per attention head, in head order; empty where the head's attention never varies. */
    record Heads(List<Optional<Head>> heads) implements Value {
        public Heads {
            heads = List.copyOf(heads);
        }
    }

    /**
     * A head's frequency.
     *
     * @param frequency the k that explains most
     * @param fve fraction of variance explained by it
     */
    record Head(int frequency, double fve) {
        public Head {
            requireFinite(fve);
        }
    }

    /** The formula gives no number here, for instance 0/0, or there is no key frequency. */
    record Undefined(String because) implements Value {}

    /** The subject lacks what the measure needs, for instance a split or a loss curve. */
    record Unavailable(String because) implements Value {}

    private static void requireFinite(double x) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("a measured value must be finite, got " + x);
        }
    }

    /** A number, or {@code because} if it is not finite. */
    static Value finite(double x, String because) {
        return Double.isFinite(x) ? new Scalar(x) : new Undefined(because);
    }

    /** Members, or {@code because} if one of them is not finite. */
    static Value finite(Map<String, Double> byName, String because) {
        return byName.values().stream().allMatch(Double::isFinite) ? new Members(byName) : new Undefined(because);
    }
}
