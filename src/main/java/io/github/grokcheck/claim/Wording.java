package io.github.grokcheck.claim;

import io.github.grokcheck.measure.Unit;
import io.github.grokcheck.measure.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How values and expectations are put into words; the same words in tests, reports and on the console. */
public final class Wording {
    private static final MathContext FIVE_DIGITS = new MathContext(5);
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final int LONGEST_LIST = 12;
    /** What is nearer to 0 than this is rounding error. */
    static final double ROUNDING = 1e-12;

    private Wording() {}

    /** A number with at most five significant digits: {@code 0.00321}, {@code 2.41e-7}, {@code 12769}. */
    public static String number(double x) {
        return rounded(x, FIVE_DIGITS);
    }

    /** A bound, with all the digits that the claim file gives it: {@code 4.764052}. */
    public static String bound(double x) {
        return rounded(x, MathContext.UNLIMITED);
    }

    /** A distance to a bound, with at most three significant digits. */
    public static String distance(double x) {
        return rounded(Math.abs(x), THREE_DIGITS);
    }

    /** A measured value: {@code 0.00321}, {@code 14, 35, 42, 52}, {@code cos.14: 0.932, sin.14: 0.935}. */
    public static String value(Value value) {
        if (value instanceof Value.Undefined undefined) {
            return "no value (" + undefined.because() + ")";
        }
        if (value instanceof Value.Unavailable unavailable) {
            return "not measurable (" + unavailable.because() + ")";
        }
        if (value instanceof Value.Frequencies frequencies) {
            return frequencies.k().isEmpty() ? "none" : list(frequencies.k());
        }
        return value instanceof Value.Heads heads ? heads(heads) : numbers(Numbers.of(value));
    }

    /** What a condition expects: {@code <= 0.01}, or {@code each >= 0.9} where the value has several members. */
    public static String expectation(Condition condition) {
        boolean several = condition.member().isEmpty() && Member.of(condition.measure()) != Member.NONE;
        return (several ? "each " : "") + condition.expectation().describe();
    }

    /** A condition in words: {@code gini.W_E >= 0.5}. */
    public static String condition(Condition condition) {
        return quantity(condition) + " " + expectation(condition);
    }

    /** What a measured value is counted in; the frequency of a head is one although the other half of it is a fraction. */
    public static String unit(Condition condition) {
        boolean frequency =
                condition.member().filter(name -> name.endsWith(".frequency")).isPresent();
        return (frequency ? Unit.FREQUENCY : condition.measure().unit()).symbol();
    }

    /** A constant as claim files write it: {@code stated-in-paper}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a condition is about, as claim files spell it: {@code heads[0].frequency}. */
    public static String quantity(Condition condition) {
        return Member.spell(condition.measure(), condition.member());
    }

    /** Whole numbers with commas between; the middle of a long list is left out. */
    static String list(List<Integer> numbers) {
        if (numbers.size() <= LONGEST_LIST) {
            return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return "%d values: %s, ..., %d"
                .formatted(numbers.size(), list(numbers.subList(0, 3)), numbers.get(numbers.size() - 1));
    }

    private static String numbers(Map<String, Double> numbers) {
        if (numbers.isEmpty()) {
            return "none";
        }
        if (numbers.size() > LONGEST_LIST) {
            return "%d values from %s to %s"
                    .formatted(numbers.size(), measured(extreme(numbers, -1)), measured(extreme(numbers, 1)));
        }
        return numbers.entrySet().stream()
                .map(entry -> (entry.getKey().isEmpty() ? "" : entry.getKey() + ": ") + measured(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Digits of a rounding error differ between machines and mean nothing, so they are not shown. */
    private static String measured(double x) {
        return x != 0 && Math.abs(x) < ROUNDING ? "below " + number(ROUNDING) : number(x);
    }

    private static double extreme(Map<String, Double> numbers, int sign) {
        return numbers.values().stream().mapToDouble(x -> sign * x).max().orElse(0) * sign;
    }

    private static String heads(Value.Heads heads) {
        return heads.heads().stream()
                .map(head -> head.map(h -> h.frequency() + " (" + number(h.fve()) + ")")
                        .orElse("none"))
                .collect(Collectors.joining(", "));
    }

    private static String rounded(double x, MathContext digits) {
        boolean whole = x == Math.rint(x) && Math.abs(x) < 1e9;
        if (whole) {
            return String.valueOf((long) x);
        }
        BigDecimal rounded = BigDecimal.valueOf(x).round(digits).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -4 && exponent < 9
                ? rounded.toPlainString()
                : rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
