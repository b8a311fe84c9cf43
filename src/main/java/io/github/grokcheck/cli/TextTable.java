package io.github.grokcheck.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of cells as lines of text, each column as wide as its widest cell.
 *
 * @param rows the first one holds the headings; all have as many cells
 */
record TextTable(List<List<String>> rows) {
    private static final int WIDEST_CELL = 56;

    TextTable {
        rows = List.copyOf(rows);
    }

    /** The lines, without blanks at their ends. */
    List<String> lines() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** Text that fits a cell. */
    static String shortened(String text) {
        return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 3) + "...";
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
