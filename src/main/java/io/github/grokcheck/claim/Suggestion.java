package io.github.grokcheck.claim;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Finds what a mistyped name may have meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean "gini.W_E"?}, or the names themselves if none is near. */
    static String of(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(nearest -> distance(name, nearest) * 2 <= Math.max(name.length(), nearest.length()))
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElseGet(() -> "; known are " + String.join(", ", known));
    }

    /** Levenshtein's distance: how many letters to insert, drop or replace. */
    static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
