package io.github.grokcheck.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A table of {@code fixtures/reference/} that the program carries along: numbers with commas between, the first row names
 * the columns, and lines that start with # say where they come from.
 *
 * @param header the columns' names
 * @param rows the other rows
 */
record ReferenceTable(List<String> header, List<List<String>> rows) {
    /** Reads one of the tables that are built in. */
    static ReferenceTable read(String file) {
        String resource = "/reference/" + file;
        try (InputStream in = Objects.requireNonNull(ReferenceTable.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<List<String>> lines = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(",")))
                    .toList();
            return new ReferenceTable(lines.get(0), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
