package io.github.grokcheck.claim;

import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@link SeriesMeasure#LEAD}, in epochs, on every run that shows phases.
 *
 * @param byRun the lead of each progress measure, by its id, in the order of the runs
 */
public record Leads(Map<RunSubject, Map<String, Double>> byRun) {
    public Leads {
        byRun = Collections.unmodifiableMap(new LinkedHashMap<>(byRun));
    }

    /** The leads on some runs; those without phases or without a series are left out. */
    public static Leads of(List<RunSubject> runs) {
        Map<RunSubject, Map<String, Double>> byRun = new LinkedHashMap<>();
        runs.forEach(run -> {
            if (run.value(SeriesMeasure.LEAD) instanceof Value.Members members) {
                byRun.put(run, members.byName());
            }
        });
        return new Leads(byRun);
    }

    /** The ids of the progress measures. */
    public List<String> measures() {
        return byRun.values().stream()
                .flatMap(run -> run.keySet().stream())
                .distinct()
                .toList();
    }

    /** The leads of one measure, ascending. */
    public double[] sorted(String measure) {
        return byRun.values().stream()
                .map(run -> run.get(measure))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    /** The mean lead of one measure over the runs, with its interval; empty for a single run. */
    public Optional<StudentInterval> mean(String measure) {
        double[] leads = sorted(measure);
        return leads.length < 2 ? Optional.empty() : Optional.of(StudentInterval.of(leads));
    }
}
