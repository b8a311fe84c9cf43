package io.github.grokcheck.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Reads recipes, strictly: an unknown key, a missing one and a value out of range are errors that name the place. */
public final class Recipes {
    /** Recipes that ship with the program, by name. */
    public static final List<String> BUILT_IN = List.of("mainline");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            // Every other key must be there; this one may be missing.
            .injectableValues(new InjectableValues.Std().addValue(Experiment.Seeds.ABSENT, Optional.empty()))
            .build();

    private Recipes() {}

    /**
     * A built-in recipe by name, or else the recipe in the file of that name, which may be {@code like: NAME|FILE} and
     * whatever is different from there.
     *
     * @throws RecipeException if there is neither, or the file is not a recipe
     */
    public static Experiment find(String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        Path file = existing(nameOrFile);
        return tree(file) instanceof ObjectNode content && content.has("like")
                ? item(content, file, file.toString())
                : read(file);
    }

    private static Path existing(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new RecipeException(
                    "no recipe \"" + nameOrFile + "\": neither a file nor one of the built-in " + BUILT_IN);
        }
        return file;
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new RecipeException(file + line(e) + ": " + explain(e));
        } catch (IOException e) {
            throw new RecipeException(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    /**
     * The recipes that a file lists, if it is a list. An item is a recipe, or {@code like: NAME|FILE} and whatever is
     * different from there.
     *
     * @throws RecipeException if an item is wrong, by its number, or if two have one name: it names their folder
     */
    public static Optional<List<Experiment>> findList(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        if (BUILT_IN.contains(nameOrFile) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode content = tree(file);
        return content.isArray() ? Optional.of(list(content, file)) : Optional.empty();
    }

    private static List<Experiment> list(JsonNode items, Path file) {
        List<Experiment> recipes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode item : items) {
            String where = file + ", item " + (recipes.size() + 1);
            Experiment recipe = item(item, file, where);
            if (!names.add(recipe.name())) {
                throw new RecipeException(where + ": a second recipe called \"" + recipe.name() + "\"; give it a name");
            }
            recipes.add(recipe);
        }
        if (recipes.isEmpty()) {
            throw new RecipeException(file + ": an empty list; an item is a recipe, or `like: mainline` and changes");
        }
        return recipes;
    }

    private static Experiment item(JsonNode item, Path file, String where) {
        if (!(item instanceof ObjectNode changes)) {
            throw new RecipeException(where + ": not a recipe; an item is a recipe, or `like: mainline` and changes");
        }
        JsonNode like = changes.remove("like");
        try {
            return YAML.treeToValue(
                    like == null ? changes : changed(beside(file, like.asString()), changes), Experiment.class);
        } catch (JacksonException e) {
            throw new RecipeException(where + ": " + explain(e));
        } catch (RecipeException e) {
            throw new RecipeException(where + ": " + e.getMessage());
        }
    }

    /** What {@code like} refers to: a built-in recipe, or a whole recipe in a file beside. */
    private static Experiment beside(Path file, String nameOrFile) {
        return BUILT_IN.contains(nameOrFile)
                ? builtIn(nameOrFile)
                : read(existing(file.resolveSibling(nameOrFile).toString()));
    }

    private static ObjectNode changed(Experiment base, ObjectNode changes) {
        ObjectNode merged = YAML.valueToTree(base);
        changes.properties().forEach(change -> {
            JsonNode old = merged.get(change.getKey());
            if (old instanceof ObjectNode section && change.getValue() instanceof ObjectNode values) {
                section.setAll(values);
            } else {
                merged.set(change.getKey(), change.getValue());
            }
        });
        return merged;
    }

    /** The recipe in a file. */
    public static Experiment read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new RecipeException(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The recipe as YAML; {@link #read} gives it back unchanged. */
    public static String write(Experiment experiment) {
        return YAML.writeValueAsString(experiment);
    }

    private static Experiment builtIn(String name) {
        try (InputStream in = Recipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("recipe " + name + " is missing from the jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The recipe in a text.
     *
     * @param source where it comes from, for messages
     */
    public static Experiment parse(String yaml, String source) {
        try {
            @Nullable Experiment experiment = YAML.readValue(yaml, Experiment.class);
            if (experiment == null) {
                throw new RecipeException(source + ": empty; a recipe has name, task, architecture, optimizer, ...");
            }
            return experiment;
        } catch (JacksonException e) {
            throw new RecipeException(source + line(e) + ": " + explain(e));
        }
    }

    private static String line(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : ":" + e.getLocation().getLineNr();
    }

    private static String explain(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.toList());
            return "key \"" + unknown.getPropertyName() + "\" is not known here; known are " + known;
        }
        Throwable cause = e.getCause();
        if (cause instanceof RecipeException invalid) {
            return invalid.getMessage() == null ? "invalid" : invalid.getMessage();
        }
        String where = e instanceof DatabindException bind && !bind.getPath().isEmpty()
                ? " (at "
                        + bind.getPathReference()
                                .replaceAll("[\\w.$]+\\[\"([^\"]+)\"]", "$1")
                                .replace("->", ".") + ")"
                : "";
        return e.getOriginalMessage().lines().findFirst().orElse("not valid YAML") + where;
    }
}
