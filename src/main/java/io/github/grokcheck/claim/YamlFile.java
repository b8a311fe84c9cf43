package io.github.grokcheck.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A parsed YAML file that knows on which line each of its nodes starts. */
final class YamlFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path path;
    private final JsonNode root;
    private final String text;

    private YamlFile(Path path, JsonNode root, String text) {
        this.path = path;
        this.root = root;
        this.text = text;
    }

    /**
     * Parses a file.
     *
     * @throws ClaimException if it cannot be read or is not YAML
     */
    static YamlFile read(Path path) {
        try {
            String text = Files.readString(path);
            if (text.isBlank()) {
                throw new ClaimException(path + ": is empty; write it or delete it");
            }
            return new YamlFile(path, YAML.readTree(text), text);
        } catch (IOException e) {
            throw new ClaimException(path + ": cannot be read (" + e.getMessage() + "); it must be a UTF-8 text file");
        } catch (JacksonException e) {
            throw invalid(path, e);
        }
    }

    Path path() {
        return path;
    }

    JsonNode root() {
        return root;
    }

    /** The file as a record, once a schema has accepted it. */
    <T> T as(Class<T> type) {
        return YAML.treeToValue(root, type);
    }

    /** An error at the node of a JSON pointer, for instance {@code /requires/0/measure}. */
    ClaimException error(String pointer, String message) {
        return new ClaimException(path + ":" + line(pointer) + ": " + message);
    }

    /** The line of the node of a JSON pointer, or of the nearest node around it. */
    int line(String pointer) {
        // Read once more: most files have no error, and nobody asks for their lines.
        Map<String, Integer> lineByPointer = lines(text);
        String nearest = pointer;
        while (!nearest.isEmpty() && !lineByPointer.containsKey(nearest)) {
            nearest = nearest.substring(0, nearest.lastIndexOf('/'));
        }
        return lineByPointer.getOrDefault(nearest, 1);
    }

    private static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                // A property's name comes before its value, so the first line seen is the name's.
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }

    private static ClaimException invalid(Path path, JacksonException e) {
        String line = e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : ":" + e.getLocation().getLineNr();
        return new ClaimException(path + line + ": not usable YAML: " + problem(e.getOriginalMessage()));
    }

    /** The parser's message without the excerpts of the file, which are indented. */
    private static String problem(String message) {
        return message.lines()
                .filter(line -> !line.startsWith(" ") && !line.isBlank())
                .collect(Collectors.joining(": "));
    }
}
