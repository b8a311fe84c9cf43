package io.github.grokcheck.trajectory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Measured numbers along a run, one row per checkpoint: {@code measures.csv.gz}.
 *
 * @param columns what each number is: a measure's id, with a member in brackets where it has members
 * @param rows ascending epochs
 */
public record MeasureTable(List<String> columns, List<Row> rows) {
    /** The file's name in a run folder. */
    public static final String FILE = "measures.csv.gz";

    public MeasureTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * The numbers of one checkpoint.
     *
     * @param epoch optimizer steps taken before
     * @param values in the columns' order; empty where the formula gave no number
     */
    public record Row(int epoch, List<OptionalDouble> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /** The epochs, ascending. */
    public int[] epochs() {
        return rows.stream().mapToInt(Row::epoch).toArray();
    }

    /** One quantity along the run, NaN where the formula gave no number; empty if it was not followed. */
    public Optional<double[]> column(String name) {
        int index = columns.indexOf(name);
        return index < 0
                ? Optional.empty()
                : Optional.of(rows.stream()
                        .mapToDouble(row -> row.values().get(index).orElse(Double.NaN))
                        .toArray());
    }

    /** Writes the table; the same numbers give the same bytes. */
    public void writeTo(Path file) {
        StringBuilder csv = new StringBuilder("epoch");
        columns.forEach(column -> csv.append(',').append(column));
        csv.append('\n');
        for (Row row : rows) {
            csv.append(row.epoch());
            row.values().forEach(value -> csv.append(',').append(value.isPresent() ? "" + value.getAsDouble() : ""));
            csv.append('\n');
        }
        AtomicFile.write(file, out -> {
            GZIPOutputStream zip = new GZIPOutputStream(out);
            zip.write(csv.toString().getBytes(StandardCharsets.UTF_8));
            zip.finish();
        });
    }

    /**
     * Reads a table.
     *
     * @throws InputException if the file is missing or is no such table
     */
    public static MeasureTable read(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            if (header == null || !header.startsWith("epoch,")) {
                throw new InputException(file + ": the first line does not start with \"epoch,\"; regenerate it");
            }
            List<String> columns = List.of(header.split(",", -1));
            List<Row> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(row(file, columns.size(), line));
            }
            return new MeasureTable(columns.subList(1, columns.size()), rows);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + "); regenerate it", e);
        }
    }

    private static Row row(Path file, int cellCount, String line) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != cellCount) {
            throw new InputException(file + ": \"" + line + "\" has " + cells.size() + " cells, expected " + cellCount);
        }
        try {
            List<OptionalDouble> values = cells.stream()
                    .skip(1)
                    .map(cell -> cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell)))
                    .toList();
            return new Row(Integer.parseInt(cells.get(0)), values);
        } catch (NumberFormatException e) {
            throw new InputException(file + ": \"" + line + "\" is not a row of numbers; regenerate it", e);
        }
    }
}
