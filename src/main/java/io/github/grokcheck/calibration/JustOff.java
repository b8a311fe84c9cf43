package io.github.grokcheck.calibration;

import io.github.grokcheck.claim.Condition;
import io.github.grokcheck.claim.Expectation;
import io.github.grokcheck.claim.Moment;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A subject on which everything that a claim asks for holds, but for the claimed quantity itself: that lies just beyond
 * its bound, by a hundredth of it, or by one where it is counted.
 */
final class JustOff implements Subject {
    private static final double STEP = 0.01;

    /** On which side of the bound. */
    enum Side {
        /** Beyond it; of a region with two ends, beyond the lower one. */
        BELOW("just-below"),
        /** On the bound itself, which counts as met, or at the value that is stated. */
        ON("at-bound"),
        /** Beyond it; of a region with two ends, beyond the upper one. */
        ABOVE("just-above");

        private final String control;

        Side(String control) {
            this.control = control;
        }
    }

    private final Subject base;
    private final Condition claimed;
    private final Side side;

    private JustOff(Subject base, Condition claimed, Side side) {
        this.base = base;
        this.claimed = claimed;
        this.side = side;
    }

    /**
     * The subject spoilt for one condition, an expectation or a requirement.
     *
     * @param base meets the condition
     * @param side where to put the claimed quantity
     */
    static Subject of(Condition condition, Subject base, Side side) {
        return new JustOff(base, condition, side);
    }

    /** Whether a condition can be missed on either side. */
    static boolean hasTwoEnds(Condition condition) {
        return condition.expectation() instanceof Expectation.Between
                || condition.expectation() instanceof Expectation.CloseTo
                || condition.expectation() instanceof Expectation.Exactly exactly
                        && exactly.frequencies().size() == 1;
    }

    @Override
    public String name() {
        return side.control;
    }

    @Override
    public Subject at(Moment moment) {
        return new JustOff(base.at(moment), claimed, side);
    }

    @Override
    public Value value(Measure measure) {
        Value met = base.value(measure);
        return measure.equals(claimed.measure()) ? spoilt(met) : met;
    }

    private Value spoilt(Value met) {
        if (met instanceof Value.Scalar) {
            return new Value.Scalar(beyond(0));
        }
        if (met instanceof Value.Count count) {
            return new Value.Count(counted(count.n()));
        }
        if (met instanceof Value.Frequencies frequencies) {
            return new Value.Frequencies(others(frequencies.k()));
        }
        if (met instanceof Value.Members members) {
            Map<String, Double> byName = new LinkedHashMap<>(members.byName());
            byName.put(
                    claimed.member().orElseGet(() -> byName.keySet().iterator().next()), beyond(0));
            return new Value.Members(byName);
        }
        if (met instanceof Value.Counts counts) {
            TreeMap<Integer, Integer> byFrequency = new TreeMap<>(counts.byFrequency());
            int k = claimed.member().map(Integer::valueOf).orElseGet(byFrequency::firstKey);
            byFrequency.put(k, (int) counted(byFrequency.getOrDefault(k, 0)));
            return new Value.Counts(byFrequency);
        }
        return met instanceof Value.Heads heads ? head(heads) : met;
    }

    private Value head(Value.Heads heads) {
        String[] member = claimed.member().orElseThrow().split("\\.", 2);
        int index = Integer.parseInt(member[0]);
        List<Optional<Value.Head>> changed = new ArrayList<>(heads.heads());
        Value.Head head = changed.get(index).orElseThrow();
        changed.set(
                index,
                Optional.of(
                        member[1].equals("fve")
                                ? new Value.Head(head.frequency(), beyond(0))
                                : new Value.Head((int) counted(head.frequency()), head.fve())));
        return new Value.Heads(changed);
    }

    /** One frequency too many or too few; of a set, another one in the place of its first. */
    private List<Integer> others(List<Integer> met) {
        List<Integer> changed = new ArrayList<>(met);
        if (claimed.expectation() instanceof Expectation.Exactly exactly) {
            changed.set(0, exactly.frequencies().stream().mapToInt(k -> k).max().orElseThrow() + 1);
            return changed;
        }
        long wanted = counted(met.size());
        while (changed.size() > wanted) {
            changed.remove(0);
        }
        for (int k = 1; changed.size() < wanted; k++) {
            if (!changed.contains(k)) {
                changed.add(k);
            }
        }
        return changed;
    }

    /** A whole number beyond the bound. */
    private long counted(double met) {
        double beyond = beyond(met);
        return (long) (side == Side.ABOVE ? Math.ceil(beyond) : Math.floor(beyond));
    }

    private double beyond(double met) {
        Expectation expectation = claimed.expectation();
        boolean whole = base.value(claimed.measure()) instanceof Value.Count
                || base.value(claimed.measure()) instanceof Value.Counts
                || base.value(claimed.measure()) instanceof Value.Frequencies;
        int off = side == Side.ON ? 0 : 1;
        if (expectation instanceof Expectation.AtLeast bound) {
            return bound.bound() - off * step(bound.bound(), whole);
        }
        if (expectation instanceof Expectation.AtMost bound) {
            return bound.bound() + off * step(bound.bound(), whole);
        }
        int sign = side.compareTo(Side.ON);
        if (expectation instanceof Expectation.Between between) {
            double end = side == Side.BELOW ? between.low() : between.high();
            return end + sign * step(end, whole);
        }
        if (expectation instanceof Expectation.CloseTo near) {
            return near.value() + sign * (near.tolerance() + step(near.tolerance(), whole));
        }
        if (expectation instanceof Expectation.Exactly) {
            return met + sign;
        }
        double other = reference(expectation);
        if (expectation instanceof Expectation.AtMostTimes times) {
            return times.factor() * other * (1 + off * STEP);
        }
        if (expectation instanceof Expectation.AtLeastTimes times) {
            return times.factor() * other * (1 - off * STEP);
        }
        return expectation instanceof Expectation.LaterBy later ? other + later.epochs() - off : other;
    }

    private double reference(Expectation expectation) {
        Value value = base.value(expectation.relativeTo().orElseThrow());
        return value instanceof Value.Count count ? count.n() : value instanceof Value.Scalar scalar ? scalar.x() : 0;
    }

    private static double step(double bound, boolean whole) {
        return whole ? 1 : bound == 0 ? 1e-6 : Math.abs(bound) * STEP;
    }
}
