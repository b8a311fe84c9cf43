package io.github.grokcheck.cli;

import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Summary;
import io.github.grokcheck.history.Verification;
import io.github.grokcheck.trajectory.InputException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the verification that somebody means. */
final class HistoryIds {
    static final String LATEST = "latest";
    static final String PREVIOUS = "previous";

    private static final String REMEDY = "; `grokcheck history list` shows what there is";
    private static final int MOST_SHOWN = 5;

    private HistoryIds() {}

    /**
     * The whole verification.
     *
     * @param name the beginning of its id, or latest, or previous
     */
    static Verification find(HistoryStore store, String name) {
        return store.verification(id(store.list(), name));
    }

    private static UUID id(List<Summary> newestFirst, String name) {
        if (name.equals(LATEST) || name.equals(PREVIOUS)) {
            int index = name.equals(LATEST) ? 0 : 1;
            if (newestFirst.size() <= index) {
                throw new InputException(name + ": the history holds "
                        + HistoryWords.count(newestFirst.size(), "verification") + "; run `grokcheck verify` first");
            }
            return newestFirst.get(index).id();
        }
        List<UUID> found = newestFirst.stream()
                .map(Summary::id)
                .filter(id -> id.toString().startsWith(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (found.isEmpty()) {
            throw new InputException("\"" + name + "\" begins no id" + REMEDY + ", besides latest and previous");
        }
        if (found.size() > 1) {
            throw new InputException("\"" + name + "\" begins " + found.size() + " ids: "
                    + found.stream().limit(MOST_SHOWN).map(UUID::toString).collect(Collectors.joining(", "))
                    + "; give more of one");
        }
        return found.get(0);
    }
}
