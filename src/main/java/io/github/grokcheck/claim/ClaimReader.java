package io.github.grokcheck.claim;

import io.github.grokcheck.claim.Claim.Basis;
import io.github.grokcheck.claim.Claim.KnownDeviation;
import io.github.grokcheck.claim.Claim.Locus;
import io.github.grokcheck.claim.Claim.Scope;
import io.github.grokcheck.claim.Claim.Status;
import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Phase;
import io.github.grokcheck.measure.SweepMeasure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Turns a claim file that the schema has accepted into a claim. */
final class ClaimReader {
    private final YamlFile file;
    private final JsonNode root;

    private ClaimReader(YamlFile file) {
        this.file = file;
        this.root = file.root();
    }

    /**
     * Reads a claim.
     *
     * @throws ClaimException where a measure, a member or a bound makes no sense
     */
    static Claim read(YamlFile file) {
        return new ClaimReader(file).claim();
    }

    private Claim claim() {
        Claim claim = new Claim(
                text("/id"),
                new Locus(text("/where/section"), text("/where/source")),
                text("/statement"),
                text("/reading"),
                ConditionReader.read(file, ""),
                requirements(),
                enumerated(Basis.class, text("/basis")),
                enumerated(Scope.class, text("/scope")),
                runs(root.at("/runs")),
                at(root.at("/at")),
                rule(root.at("/rule")),
                noise(root.at("/noise")),
                status(root.at("/status")),
                knownDeviation(root.at("/known-deviation")),
                controls(root.at("/controls")));
        checkScope(claim);
        checkRule(claim);
        return claim;
    }

    private List<Condition> requirements() {
        return IntStream.range(0, root.at("/requires").size())
                .mapToObj(i -> ConditionReader.read(file, "/requires/" + i))
                .toList();
    }

    private void checkScope(Claim claim) {
        boolean needsARun = Stream.concat(Stream.of(claim.expect()), claim.requires().stream())
                .anyMatch(condition -> !(condition.measure() instanceof MathematicsMeasure));
        if (claim.scope() == Scope.MATHEMATICS && needsARun) {
            throw file.error("/scope", "scope mathematics has no model to measure; use a mathematics.* measure");
        }
        if (claim.scope() == Scope.SWEEP && claim.status() instanceof Status.Tested && !root.has("runs")) {
            throw file.error(
                    "", "a claim about a sweep names its runs: add runs: {weight-decay: [0]}, or other settings");
        }
        if (claim.scope() != Scope.SWEEP && root.has("runs")) {
            throw file.error("/runs", "only a claim of scope sweep chooses its runs");
        }
        if (claim.expect().measure() instanceof SweepMeasure
                && claim.runs().varied().isEmpty()) {
            throw file.error("", "a sweep measure compares runs: give one setting under runs several values");
        }
    }

    private static RunSelection runs(JsonNode node) {
        Map<RunSelection.Setting, List<Double>> settings = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> settings.put(
                        enumerated(RunSelection.Setting.class, entry.getKey()),
                        entry.getValue().valueStream().map(JsonNode::asDouble).toList()));
        return settings.isEmpty() ? RunSelection.MAINLINE : new RunSelection(settings);
    }

    private static Moment at(JsonNode node) {
        if (node.has("epoch")) {
            return new Moment.Epoch(node.get("epoch").asInt());
        }
        return node.has("end-of")
                ? new Moment.EndOf(enumerated(Phase.class, node.get("end-of").asString()))
                : new Moment.Last();
    }

    private static EvidenceRule rule(JsonNode node) {
        JsonNode atLeast = node.path("at-least");
        if (atLeast.isObject()) {
            return new EvidenceRule.AtLeast(
                    atLeast.get("runs").asInt(), atLeast.get("of").asInt());
        }
        return node.asString("").equals("interval") ? new EvidenceRule.Interval() : new EvidenceRule.EveryRun();
    }

    private static Noise noise(JsonNode node) {
        if (node.has("relative")) {
            return new Noise.Relative(node.get("relative").asDouble());
        }
        return node.has("absolute") ? new Noise.Absolute(node.get("absolute").asDouble()) : Noise.DEFAULT;
    }

    private void checkRule(Claim claim) {
        boolean general = claim.scope() == Scope.EVERY_GROKKED_RUN || claim.scope() == Scope.SWEEP;
        if (general && !root.has("rule")) {
            throw file.error("", "a claim about several runs names its rule: add rule: every-run, or another");
        }
        if (!general && root.has("rule")) {
            throw file.error("/rule", "only a claim about several runs has a rule");
        }
        if (claim.rule() instanceof EvidenceRule.AtLeast atLeast && atLeast.runs() > atLeast.of()) {
            throw file.error("/rule/at-least", "asks for " + atLeast.runs() + " runs of " + atLeast.of());
        }
        if (claim.rule() instanceof EvidenceRule.Interval
                && (claim.expect().expectation().relativeTo().isPresent()
                        || claim.expect().expectation() instanceof Expectation.Exactly
                        || claim.expect().member().isEmpty()
                                && Member.of(claim.expect().measure()) != Member.NONE)) {
            throw file.error("/rule", "an interval needs one number for each run and a bound that is a number");
        }
    }

    private static Status status(JsonNode node) {
        if (node.has("untestable")) {
            return new Status.Untestable(oneLine(node.get("untestable").asString()));
        }
        return node.has("planned")
                ? new Status.Planned(oneLine(node.get("planned").asString()))
                : new Status.Tested();
    }

    private static Optional<KnownDeviation> knownDeviation(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new KnownDeviation(
                        enumerated(Verdict.Kind.class, node.get("verdict").asString()),
                        oneLine(node.get("because").asString())));
    }

    private static Map<String, Verdict.Kind> controls(JsonNode node) {
        Map<String, Verdict.Kind> controls = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> controls.put(
                        entry.getKey(),
                        enumerated(Verdict.Kind.class, entry.getValue().asString())));
        return controls;
    }

    private String text(String pointer) {
        return oneLine(root.at(pointer).asString());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static <E extends Enum<E>> E enumerated(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
