package io.github.grokcheck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A claims folder like the project's, with its schemas and its paper, but without claims. */
final class EmptyClaims {
    private static final Path PROJECT = Path.of("claims");
    private static final String PAPER = "nanda2023/paper.yaml";

    private EmptyClaims() {}

    static void in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("nanda2023"));
        Files.copy(PROJECT.resolve(PAPER), folder.resolve(PAPER));
        for (Path schema : schemas()) {
            Files.copy(schema, folder.resolve(schema.getFileName()));
        }
    }

    /** Adds a claim about one measure. */
    static void add(Path folder, String name, String measure, String expectation, String scope) throws IOException {
        Files.writeString(
                folder.resolve("nanda2023/" + name + ".yaml"), """
                id: nanda2023.%s
                where: {section: "4", source: "figure 1"}
                statement: A claim for this test.
                reading: The number itself.
                measure: %s
                expect: %s
                basis: chosen-before-measuring
                scope: %s
                status: tested
                """.formatted(name, measure, expectation, scope));
    }

    private static List<Path> schemas() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
