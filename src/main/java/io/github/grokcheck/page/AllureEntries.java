package io.github.grokcheck.page;

import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where Allure's report shows each claim. Its identifiers change whenever it is generated, so they are read from it.
 *
 * @param byClaim the entries, by the claim's id
 */
public record AllureEntries(Map<String, Entry> byClaim) {
    /** Where there is no report of Allure's. */
    public static final AllureEntries NONE = new AllureEntries(Map.of());

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CLAIM = "claim";

    public AllureEntries {
        byClaim = Map.copyOf(byClaim);
    }

    /**
     * A claim's entry.
     *
     * @param path what follows {@code #} in the report's address
     * @param test the test as the build names it: {@code Section41PeriodicityClaimTest#head_0_frequency}
     */
    public record Entry(String path, String test) {}

    /** The claim's entry, if it has one. */
    Optional<Entry> of(String claim) {
        return Optional.ofNullable(byClaim.get(claim));
    }

    /**
     * Reads a generated report.
     *
     * @param report the folder that holds {@code data}
     * @throws InputException if there is no readable report
     */
    public static AllureEntries read(Path report) {
        Map<String, String> parents = new LinkedHashMap<>();
        collectParents(json(report.resolve("data").resolve("behaviors.json")), parents);
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Path file : testCases(report.resolve("data").resolve("test-cases"))) {
            JsonNode test = json(file);
            String uid = test.path("uid").asString("");
            label(test, CLAIM)
                    .filter(claim -> parents.containsKey(uid))
                    .ifPresent(claim -> entries.put(
                            claim, new Entry("behaviors/" + parents.get(uid) + "/" + uid + "/", nameOf(test))));
        }
        return new AllureEntries(entries);
    }

    private static void collectParents(JsonNode node, Map<String, String> parents) {
        if (node.has("parentUid")) {
            parents.put(node.path("uid").asString(), node.path("parentUid").asString());
        }
        node.path("children").forEach(child -> collectParents(child, parents));
    }

    private static String nameOf(JsonNode test) {
        String type = label(test, "testClass").orElse("");
        return type.substring(type.lastIndexOf('.') + 1) + "#"
                + label(test, "testMethod").orElse("");
    }

    private static Optional<String> label(JsonNode test, String name) {
        return test.path("labels")
                .valueStream()
                .filter(label -> label.path("name").asString("").equals(name))
                .map(label -> label.path("value").asString(""))
                .findFirst();
    }

    private static List<Path> testCases(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw unreadable(file, e);
        }
    }

    private static InputException unreadable(Path path, Exception e) {
        return new InputException(
                path
                        + ": cannot be read as part of Allure's report; generate it with ./mvnw verify, or leave --allure away",
                e);
    }
}
