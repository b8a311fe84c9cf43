package io.github.grokcheck.history;

import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores what waits in an outbox, each verification once, however often and from wherever it is pushed. */
public final class Push {
    private final Outbox outbox;
    private final Listener listener;
    private final SortedMap<String, Integer> elsewhere = new TreeMap<>();
    private int stored;
    private int known;

    private Push(Outbox outbox, Listener listener) {
        this.outbox = outbox;
        this.listener = listener;
    }

    /** Is told what happens while it happens. */
    public interface Listener {
        /** The store has this verification now and had not before. */
        void stored(Verification verification);

        /** A file cannot be stored, and this is why, in one line. */
        void refused(String because);
    }

    /**
     * Stores what waits for a store.
     *
     * @param others whether also what waits for another store
     * @throws InputException if the store does not answer; what is not stored by then goes on waiting
     */
    public static Push into(StoreAddress address, Outbox outbox, boolean others, Listener listener) {
        Push push = new Push(outbox, listener);
        try (HistoryStore store = HistoryStore.open(address)) {
            for (Path file : outbox.files()) {
                push.read(file).ifPresent(waiting -> {
                    if (others || waiting.store().equals(address.shown())) {
                        push.add(file, waiting.verification(), store);
                    } else {
                        push.elsewhere.merge(waiting.store(), 1, Integer::sum);
                    }
                });
            }
        }
        return push;
    }

    /** How many were stored. */
    public int stored() {
        return stored;
    }

    /** How many the store had already. */
    public int known() {
        return known;
    }

    /** How many wait for another store, by its address. */
    public SortedMap<String, Integer> elsewhere() {
        return Collections.unmodifiableSortedMap(elsewhere);
    }

    private Optional<Waiting> read(Path file) {
        try {
            return outbox.read(file);
        } catch (InputException e) {
            listener.refused(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void add(Path file, Verification verification, HistoryStore store) {
        try {
            if (store.add(verification)) {
                stored++;
                listener.stored(verification);
            } else {
                known++;
            }
            outbox.remove(file);
        } catch (InputException e) {
            if (!store.isAlive()) {
                throw e;
            }
            listener.refused(file + ": " + e.getMessage());
        }
    }
}
