package io.github.grokcheck.claim;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A JSON Schema that files are held against; editors read the same schema. */
final class FileSchema {
    private final Schema schema;

    private FileSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws ClaimException if it is missing or is no schema
     */
    static FileSchema read(Path file) {
        try {
            return new FileSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(file), InputFormat.JSON));
        } catch (IOException | JacksonException | SchemaException e) {
            throw new ClaimException(file + ": is no readable JSON Schema; restore it from this project's sources");
        }
    }

    /** Throws the first error of a file, by line, if it has one. An unknown key goes before the key that it should be. */
    void check(YamlFile file) {
        schema.validate(file.root()).stream()
                .min(Comparator.comparing((Error error) -> !isUnknownKey(error))
                        .thenComparingInt(error -> file.line(pointer(error))))
                .ifPresent(error -> {
                    throw file.error(pointer(error), message(error));
                });
    }

    private static boolean isUnknownKey(Error error) {
        return error.getKeyword().equals("additionalProperties");
    }

    private static String pointer(Error error) {
        String parent = error.getInstanceLocation().toString();
        return isUnknownKey(error) ? parent + "/" + error.getProperty() : parent;
    }

    private String message(Error error) {
        String path = error.getInstanceLocation().toString();
        String key = path.isEmpty() ? "the file" : "\"" + path.substring(1).replace('/', '.') + "\"";
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                "key \"" + error.getProperty() + "\" is not known here"
                        + Suggestion.of(error.getProperty(), knownKeys(error));
            case "required" -> "key \"" + error.getProperty() + "\" is missing" + (path.isEmpty() ? "" : " in " + key);
            case "enum" ->
                key + ": \"" + error.getInstanceNode().asString() + "\" is not known"
                        + Suggestion.of(error.getInstanceNode().asString(), words(error.getSchemaNode()));
            default -> key + ": " + error.getMessage();
        };
    }

    private List<String> knownKeys(Error error) {
        String place = error.getSchemaLocation().getFragment().toString();
        JsonNode properties = schema.getSchemaNode().at(place.substring(0, place.lastIndexOf('/')) + "/properties");
        return List.copyOf(properties.propertyNames());
    }

    private static List<String> words(JsonNode values) {
        return values.valueStream().map(JsonNode::asString).toList();
    }
}
