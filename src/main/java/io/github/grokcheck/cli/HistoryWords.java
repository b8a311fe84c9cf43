package io.github.grokcheck.cli;

import io.github.grokcheck.history.Drift;
import io.github.grokcheck.history.Verification;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** How verifications and what became of them are put into words. */
final class HistoryWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ID_SHOWN = 8;
    private static final int COMMIT_SHOWN = 12;
    private static final int WORST = 5;

    private HistoryWords() {}

    /** As much of an id as people need. */
    static String id(UUID id) {
        return id.toString().substring(0, ID_SHOWN);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** A commit's first letters, and whether the code differed from it. */
    static String program(String commit) {
        int dash = commit.indexOf('-');
        String hash = dash < 0 ? commit : commit.substring(0, dash);
        return hash.substring(0, Math.min(COMMIT_SHOWN, hash.length())) + (dash < 0 ? "" : commit.substring(dash));
    }

    static String count(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    /** {@code 1f3a5b7c of 2026-11-23 10:12 UTC, program 0a1b2c3d4e5f, on the shipped runs}. */
    static String line(Verification verification) {
        return id(verification.id()) + " of " + time(verification.at()) + ", program " + program(verification.program())
                + ", on " + verification.origin();
    }

    /** What drifted: how much since when, and the worst of it; nothing where nothing did. */
    static List<String> drifted(List<Drift> drifts) {
        if (drifts.isEmpty()) {
            return List.of();
        }
        Drift newest = drifts.stream().max((a, b) -> a.at().compareTo(b.at())).orElseThrow();
        List<List<String>> rows = drifts.stream()
                .sorted(Drift.WORST_FIRST)
                .limit(WORST)
                .map(HistoryWords::row)
                .toList();
        String rest = drifts.size() > WORST ? ", the worst of them" : "";
        return Stream.concat(
                        Stream.of(count(drifts.size(), "value") + " drifted since " + id(newest.since()) + " of "
                                + time(newest.at()) + rest + ":"),
                        new TextTable(rows).lines().stream().map(line -> "  " + line))
                .toList();
    }

    private static List<String> row(Drift drift) {
        return List.of(drift.claim(), drift.subject(), drift.quantity(), TextTable.shortened(drift.change()));
    }
}
