package io.github.grokcheck.claim;

import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.Measure;
import io.github.grokcheck.measure.PublishedCurves;
import io.github.grokcheck.measure.RunSeries;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The numbers that a paper's authors report of their own run, as if they had been measured here. */
public final class PublishedValues implements Subject {
    private static final int AUTHORS_MODULUS = 113;

    private final Map<Measure, Value> values = new LinkedHashMap<>();

    private PublishedValues() {}

    /**
     * Reads a file: under {@code values} and {@code inferred}, each measure's id with its number, list of frequencies, or
     * numbers by member; a list of {@code {frequency, fve}} for heads.
     *
     * @throws InputException if the file is missing, empty, or has something that is no measure's value
     */
    public static PublishedValues read(Path file) {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            PublishedValues published = new PublishedValues();
            for (String section : List.of("values", "inferred")) {
                root.path(section).properties().forEach(entry -> published.add(file, entry.getKey(), entry.getValue()));
            }
            if (published.values.isEmpty()) {
                throw new InputException(file + ": has no values; restore the file from version control");
            }
            return published;
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read (" + e.getMessage() + "); run this in the project's folder, or name the"
                            + " fixtures' folder with --fixtures",
                    e);
        } catch (JacksonException e) {
            throw new InputException(file + ": is not YAML (" + e.getOriginalMessage() + "); correct it", e);
        }
    }

    private void add(Path file, String id, JsonNode node) {
        Measure measure = Measure.byId(id)
                .orElseThrow(() -> new InputException(file + ": there is no measure \"" + id + "\"; correct the id"));
        try {
            values.put(measure, value(node));
        } catch (IllegalArgumentException | JacksonException e) {
            throw new InputException(
                    file + ": " + id + " is no value of that measure (" + e.getMessage() + "); correct it", e);
        }
    }

    private static Value value(JsonNode node) {
        if (node.isArray()) {
            return node.path(0).isObject() ? heads(node) : frequencies(node);
        }
        if (node.isObject()) {
            return members(node);
        }
        return node.isIntegralNumber() ? new Value.Count(node.asLong()) : new Value.Scalar(node.asDouble());
    }

    private static Value frequencies(JsonNode node) {
        return new Value.Frequencies(node.valueStream().map(JsonNode::asInt).toList());
    }

    private static Value heads(JsonNode node) {
        return new Value.Heads(node.valueStream()
                .map(head -> Optional.of(new Value.Head(
                        head.path("frequency").asInt(), head.path("fve").asDouble())))
                .toList());
    }

    private static Value members(JsonNode node) {
        if (node.properties().stream().allMatch(entry -> entry.getValue().isIntegralNumber())) {
            TreeMap<Integer, Integer> counts = new TreeMap<>();
            node.properties()
                    .forEach(entry -> counts.put(
                            Integer.valueOf(entry.getKey()), entry.getValue().asInt()));
            return new Value.Counts(counts);
        }
        Map<String, Double> byName = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> byName.put(entry.getKey(), entry.getValue().asDouble()));
        return new Value.Members(byName);
    }

    @Override
    public String name() {
        return "published";
    }

    /** The authors' curves. */
    @Override
    public Optional<RunSeries> series() {
        return Optional.of(new RunSeries(PublishedCurves.table(), PublishedCurves.P));
    }

    @Override
    public Value value(Measure measure) {
        if (measure instanceof SeriesMeasure ofSeries) {
            return series().map(ofSeries::of).orElseThrow();
        }
        if (measure instanceof MathematicsMeasure mathematics) {
            return mathematics.of(AUTHORS_MODULUS);
        }
        Value value = values.get(measure);
        return value == null ? new Value.Unavailable("the paper gives no number for " + measure.id()) : value;
    }
}
