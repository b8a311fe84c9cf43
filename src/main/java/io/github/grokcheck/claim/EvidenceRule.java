package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Verdict.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the findings on several seeds become one verdict; a general claim names its rule before anything is measured.
 * Numerical twins are one seed between them: it meets a claim if each of them does, and its number is their mean.
 */
public sealed interface EvidenceRule {
    /** The verdict, and what to say of it beyond the worst finding; empty if nothing. */
    record Decision(Kind kind, String note) {}

    /**
     * Decides.
     *
     * @param findings at least one
     */
    Decision decide(List<Finding> findings);

    /** The rule as people read it. */
    String describe();

    /** All seeds: upheld, none: refuted, some: mixed. */
    record EveryRun() implements EvidenceRule {
        @Override
        public Decision decide(List<Finding> findings) {
            Map<String, List<Finding>> seeds = bySeed(findings);
            long met = met(seeds);
            return new Decision(met == seeds.size() ? Kind.UPHELD : met == 0 ? Kind.REFUTED : Kind.MIXED, "");
        }

        @Override
        public String describe() {
            return "every run";
        }
    }

    /**
     * {@code at-least: {runs: 4, of: 5}}: upheld if that share of the seeds meets the claim, refuted if it no longer can,
     * mixed where there are too few seeds to say.
     */
    record AtLeast(int runs, int of) implements EvidenceRule {
        @Override
        public Decision decide(List<Finding> findings) {
            Map<String, List<Finding>> seeds = bySeed(findings);
            int asked = Math.max(of, seeds.size());
            long needed = (long) Math.ceil((double) runs * asked / of);
            long met = met(seeds);
            if (met >= needed) {
                return new Decision(Kind.UPHELD, "");
            }
            long open = asked - seeds.size();
            return met + open < needed
                    ? new Decision(Kind.REFUTED, "")
                    : new Decision(
                            Kind.MIXED, "%d of %d are asked, %d more could decide it".formatted(needed, asked, open));
        }

        @Override
        public String describe() {
            return "at least %d of %d runs".formatted(runs, of);
        }
    }

    /**
     * {@code interval}: Student's 95 % confidence interval of the mean over seeds. Inside the region that is expected:
     * upheld; outside: refuted; straddling its bound, or fewer than three seeds: mixed. A seed that misses a requirement
     * has no number; then the verdict is mixed at best, and refuted if none has one.
     */
    record Interval() implements EvidenceRule {
        private static final int FEWEST = 3;
        private static final int MOST = 100_000;

        @Override
        public Decision decide(List<Finding> findings) {
            Map<String, List<Finding>> seeds = bySeed(findings);
            List<List<Finding>> eligible = seeds.values().stream()
                    .filter(twins -> twins.stream().allMatch(Interval::meetsRequirements))
                    .toList();
            if (eligible.isEmpty()) {
                return new Decision(Kind.REFUTED, "no run meets the requirements");
            }
            double[] means = eligible.stream()
                    .mapToDouble(twins -> twins.stream()
                            .mapToDouble(Interval::number)
                            .average()
                            .orElseThrow())
                    .toArray();
            if (means.length < FEWEST) {
                return new Decision(
                        Kind.MIXED, "an interval takes %d runs, there are %d".formatted(FEWEST, means.length));
            }
            Decision decision =
                    decide(findings.get(0).observations().get(0).condition().expectation(), means);
            return eligible.size() == seeds.size() || decision.kind() == Kind.REFUTED
                    ? decision
                    : new Decision(Kind.MIXED, decision.note() + ", without the runs that miss a requirement");
        }

        private static Decision decide(Expectation expectation, double[] x) {
            StudentInterval interval = StudentInterval.of(x);
            String note = "mean %s, 95 %% interval %s to %s over %d runs"
                    .formatted(
                            Wording.number(interval.mean()),
                            Wording.number(interval.low()),
                            Wording.number(interval.high()),
                            x.length);
            if (accepts(expectation, interval.low()) && accepts(expectation, interval.high())) {
                return new Decision(Kind.UPHELD, note);
            }
            if (best(expectation, interval.low(), interval.high()) < 0) {
                return new Decision(Kind.REFUTED, note);
            }
            return new Decision(Kind.MIXED, note + runsNeeded(expectation, interval));
        }

        /** How many runs would take the interval off the bound, if mean and spread stay what they are. */
        private static String runsNeeded(Expectation expectation, StudentInterval interval) {
            double room = Math.abs(expectation.distance(interval.mean(), 0));
            int needed = interval.n();
            while (needed < MOST && interval.halfWidth(needed) > room) {
                needed++;
            }
            return needed == MOST
                    ? "; the mean is on the bound, no number of runs would decide it"
                    : "; about %d runs would decide it".formatted(needed);
        }

        private static boolean accepts(Expectation expectation, double x) {
            return expectation.accepts(expectation.distance(x, 0));
        }

        /** The largest distance on the good side between two numbers; distances rise to one point and fall from it. */
        private static double best(Expectation expectation, double from, double to) {
            double low = from;
            double high = to;
            for (int i = 0; i < 200; i++) {
                double third = (high - low) / 3;
                if (expectation.distance(low + third, 0) < expectation.distance(high - third, 0)) {
                    low += third;
                } else {
                    high -= third;
                }
            }
            return Math.max(
                    expectation.distance((low + high) / 2, 0),
                    Math.max(expectation.distance(from, 0), expectation.distance(to, 0)));
        }

        private static boolean meetsRequirements(Finding finding) {
            return Numbers.of(finding.observations().get(0).measured()).size() == 1
                    && finding.observations().stream().skip(1).allMatch(Finding.Observation::met);
        }

        private static double number(Finding finding) {
            return Numbers.of(finding.observations().get(0).measured())
                    .values()
                    .iterator()
                    .next();
        }

        @Override
        public String describe() {
            return "95 % confidence interval over runs";
        }
    }

    private static Map<String, List<Finding>> bySeed(Collection<Finding> findings) {
        Map<String, List<Finding>> seeds = new LinkedHashMap<>();
        findings.forEach(finding ->
                seeds.computeIfAbsent(finding.seed(), seed -> new ArrayList<>()).add(finding));
        return seeds;
    }

    private static long met(Map<String, List<Finding>> seeds) {
        return seeds.values().stream()
                .filter(twins -> twins.stream().allMatch(Finding::met))
                .count();
    }
}
