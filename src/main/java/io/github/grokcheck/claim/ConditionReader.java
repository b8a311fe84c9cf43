package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Expectation.AboveUniformLoss;
import io.github.grokcheck.claim.Expectation.AtLeast;
import io.github.grokcheck.claim.Expectation.AtLeastTimes;
import io.github.grokcheck.claim.Expectation.AtMost;
import io.github.grokcheck.claim.Expectation.AtMostTimes;
import io.github.grokcheck.claim.Expectation.Between;
import io.github.grokcheck.claim.Expectation.CloseTo;
import io.github.grokcheck.claim.Expectation.Exactly;
import io.github.grokcheck.claim.Expectation.LaterBy;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.Unit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a measure and what is expected of it, from a place in a claim file that the schema has accepted. */
final class ConditionReader {
    private static final Pattern REFERENCE = Pattern.compile("([^\\[\\]]+)(?:\\[([^\\[\\]]+)](\\.[^\\[\\]]+)?)?");

    private final YamlFile file;
    private final String place;

    private ConditionReader(YamlFile file, String place) {
        this.file = file;
        this.place = place;
    }

    /**
     * The condition at a place.
     *
     * @param place JSON pointer of the object with the keys {@code measure} and {@code expect}
     */
    static Condition read(YamlFile file, String place) {
        return new ConditionReader(file, place).condition();
    }

    private Condition condition() {
        String written = node("/measure").asString();
        Matcher reference = REFERENCE.matcher(written);
        if (!reference.matches()) {
            throw error("/measure", "\"" + written + "\" is no measure; write its id, or id[member]");
        }
        Measure measure = measure("/measure", reference.group(1));
        Condition condition = new Condition(measure, member(measure, written, reference), expectation());
        checkKind(condition);
        return condition;
    }

    private Optional<String> member(Measure measure, String written, Matcher reference) {
        Member members = Member.of(measure);
        if (reference.group(2) == null) {
            if (members == Member.HEAD) {
                throw error(
                        "/measure",
                        written + " has several members; name one, for instance " + written + members.example());
            }
            return Optional.empty();
        }
        String name = reference.group(2) + (reference.group(3) == null ? "" : reference.group(3));
        if (!members.admits(name)) {
            throw error(
                    "/measure",
                    measure.id()
                            + (members == Member.NONE
                                    ? " has no members; write it without [" + reference.group(2) + "]"
                                    : " has no member \"" + name + "\"; write it like " + measure.id()
                                            + members.example()));
        }
        return Optional.of(name);
    }

    private Expectation expectation() {
        String key = node("/expect").propertyNames().iterator().next();
        String at = "/expect/" + key;
        return switch (key) {
            case "at-least" -> new AtLeast(number(at));
            case "at-most" -> new AtMost(number(at));
            case "between" -> between(at);
            case "close-to" -> new CloseTo(number(at + "/value"), number(at + "/tolerance"));
            case "exactly" -> new Exactly(wholeNumbers(node(at)));
            case "at-most-times" -> new AtMostTimes(number(at + "/factor"), other(at + "/of"));
            case "at-least-times" -> new AtLeastTimes(number(at + "/factor"), other(at + "/of"));
            case "later-by" -> new LaterBy(number(at + "/epochs"), other(at + "/than"));
            case "above-uniform-loss" -> new AboveUniformLoss();
            default -> throw error(at, "\"" + key + "\" is in the schema, but cannot be judged");
        };
    }

    private Between between(String at) {
        Between between = new Between(number(at + "/0"), number(at + "/1"));
        if (between.low() > between.high()) {
            throw error(at, "the lower bound comes first, as in [3, 6]");
        }
        return between;
    }

    private void checkKind(Condition condition) {
        Expectation expectation = condition.expectation();
        Unit unit = condition.measure().unit();
        expectation.relativeTo().filter(other -> other.unit() != unit).ifPresent(other -> {
            throw error(
                    "/expect",
                    "%s is in %s, but %s is in %s; compare like with like"
                            .formatted(
                                    condition.measure().id(),
                                    unit.symbol(),
                                    other.id(),
                                    other.unit().symbol()));
        });
        if (expectation instanceof Exactly exactly && exactly.frequencies().size() > 1 && unit != Unit.FREQUENCY) {
            throw error("/expect", condition.measure().id() + " is one number; exactly takes one number here");
        }
        if (expectation instanceof LaterBy && unit != Unit.EPOCHS) {
            throw error("/expect", condition.measure().id() + " is no epoch; later-by compares epochs");
        }
    }

    private Measure other(String at) {
        Measure other = measure(at, node(at).asString());
        if (Member.of(other) != Member.NONE || other.unit() == Unit.FREQUENCY) {
            throw error(at, other.id() + " is not one number; compare with a measure that is");
        }
        return other;
    }

    private Measure measure(String at, String id) {
        return Measure.byId(id)
                .orElseThrow(() -> error(
                        at,
                        "measure \"" + id + "\" is not known"
                                + Suggestion.of(
                                        id,
                                        Measure.all().stream().map(Measure::id).toList())));
    }

    private double number(String at) {
        double x = node(at).asDouble();
        if (!Double.isFinite(x)) {
            throw error(at, "a bound must be a finite number");
        }
        return x;
    }

    private static List<Integer> wholeNumbers(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asInt).sorted().toList() : List.of(node.asInt());
    }

    private JsonNode node(String at) {
        return file.root().at(place + at);
    }

    private ClaimException error(String at, String message) {
        return file.error(place + at, message);
    }
}
