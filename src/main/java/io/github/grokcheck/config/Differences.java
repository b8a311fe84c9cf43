package io.github.grokcheck.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What sets one recipe apart from another. */
public final class Differences {
    private static final String ABSENT = "none";
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("name", "schedule.epochs", "seeds.split", "seeds.initialization");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Differences() {}

    /**
     * Settings of a recipe that another one has not, as in {@code optimizer.weight-decay 0.3}, in the order of their
     * names. Name, number of epochs and the two seeds that every recipe has are left out.
     */
    public static List<String> between(Experiment recipe, Experiment other) {
        Map<String, String> its = settings(recipe);
        Map<String, String> others = settings(other);
        Set<String> keys = new TreeSet<>(its.keySet());
        keys.addAll(others.keySet());
        keys.removeAll(SAID_ELSEWHERE);
        return keys.stream()
                .filter(key -> !its.getOrDefault(key, ABSENT).equals(others.getOrDefault(key, ABSENT)))
                .map(key -> key + " " + its.getOrDefault(key, ABSENT))
                .toList();
    }

    private static Map<String, String> settings(Experiment recipe) {
        Map<String, String> settings = new TreeMap<>();
        addTo(settings, "", YAML.readTree(Recipes.write(recipe)));
        return settings;
    }

    private static void addTo(Map<String, String> settings, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> addTo(
                            settings, path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        } else {
            settings.put(path, node.isContainer() ? node.toString() : node.asString());
        }
    }
}
