package io.github.grokcheck.history;

import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings a verification into a store, and keeps it in the outbox where the store does not take it. */
public final class Recorder {
    private final StoreAddress address;
    private final Outbox outbox;

    /**
     * @param address the store
     * @param outbox where verifications wait for it
     */
    public Recorder(StoreAddress address, Outbox outbox) {
        this.address = address;
        this.outbox = outbox;
    }

    /** What became of a verification. */
    public sealed interface Outcome {
        /**
         * It is stored.
         *
         * @param drift what moved since the verification before
         */
        record Stored(List<Drift> drift) implements Outcome {}

        /**
         * It is not stored and waits.
         *
         * @param because of what
         * @param file where it waits
         */
        record Kept(String because, Path file) implements Outcome {}

        /** It is neither stored nor does it wait. */
        record Lost(String because) implements Outcome {}
    }

    /** Stores a verification. It waits in the outbox meanwhile, so that whatever happens it is not lost. */
    public Outcome record(Verification verification) {
        Optional<Path> waiting = Optional.empty();
        String obstacle = "";
        try {
            waiting = Optional.of(outbox.keep(new Waiting(address.shown(), verification)));
        } catch (InputException e) {
            obstacle = "; " + e.getMessage();
        }
        try (HistoryStore store = HistoryStore.open(address)) {
            List<Drift> drift = store.driftOf(verification);
            store.add(verification);
            waiting.ifPresent(this::removeIfPossible);
            return new Outcome.Stored(drift);
        } catch (RuntimeException e) {
            // Not only what is foreseen: verdicts never depend on their storing.
            String because = e.getMessage() + obstacle;
            return waiting.<Outcome>map(file -> new Outcome.Kept(because, file)).orElse(new Outcome.Lost(because));
        }
    }

    /** A file that stays is pushed once more, which does no harm. */
    private void removeIfPossible(Path file) {
        try {
            outbox.remove(file);
        } catch (InputException e) {
            // It is stored, and that is what was asked for.
        }
    }
}
