package io.github.grokcheck.history;

import io.github.grokcheck.trajectory.InputException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.CloseException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.array.SqlArrayTypes;

/**
 * Verifications in a database. What goes wrong with it is an {@link InputException}; nothing is half stored then.
 */
public final class HistoryStore implements AutoCloseable {
    private static final String DUPLICATE_KEY = "23505";

    /** H2 lets one program at a time into a file. */
    private static final int FILE_IS_OPEN_ELSEWHERE = 90020;

    private static final int ATTEMPTS = 300;
    private static final int MILLIS_BETWEEN = 50;
    private static final int SECONDS_TO_ANSWER = 5;

    private final StoreAddress address;
    private final Handle handle;

    private HistoryStore(StoreAddress address, Handle handle) {
        this.address = address;
        this.handle = handle;
    }

    /**
     * Opens a store and makes the tables that it lacks; waits while another program has the file.
     *
     * @throws InputException if it cannot be reached, is damaged, or was made by a newer program
     */
    public static HistoryStore open(StoreAddress address) {
        HistoryStore store = new HistoryStore(address, handle(address));
        try {
            store.asked(handle -> {
                handle.getConfig(SqlArrayTypes.class).register(String.class, "varchar");
                Schema.prepare(handle, address);
                return true;
            });
            return store;
        } catch (InputException e) {
            store.close();
            throw e;
        }
    }

    private static Handle handle(StoreAddress address) {
        for (int attempt = 1; ; attempt++) {
            try {
                Connection connection = address.connect();
                return Jdbi.open(connection);
            } catch (SQLException e) {
                if (e.getErrorCode() != FILE_IS_OPEN_ELSEWHERE || attempt == ATTEMPTS) {
                    throw failure(address, "cannot be opened", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted while another program had the history open; run it again", e);
        }
    }

    /**
     * Stores a verification, all of it or nothing.
     *
     * @return false if it is there already
     */
    public boolean add(Verification verification) {
        return asked(handle -> {
            try {
                return handle.inTransaction(within -> Rows.insert(within, verification));
            } catch (JdbiException e) {
                // Another program may have stored it meanwhile.
                if (isDuplicate(e) && Rows.holds(handle, verification.id())) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static boolean isDuplicate(JdbiException e) {
        return e.getCause() instanceof SQLException cause && DUPLICATE_KEY.equals(cause.getSQLState());
    }

    /** Whether the connection still works, after something did not. */
    boolean isAlive() {
        try {
            return handle.getConnection().isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Every verification, newest first. */
    public List<Summary> list() {
        return asked(handle -> handle.createQuery("""
                        select v.id, v.recorded_at, v.program, v.origin,
                          sum(case when d.verdict = 'upheld' then 1 else 0 end) as upheld,
                          sum(case when d.verdict = 'refuted' then 1 else 0 end) as refuted,
                          sum(case when d.verdict = 'mixed' then 1 else 0 end) as mixed,
                          sum(case when d.verdict = 'not evaluated' then 1 else 0 end) as not_evaluated,
                          sum(case when d.expected then 0 else 1 end) as unexpected
                        from verification v join verdict d on d.verification = v.id
                        group by v.id, v.recorded_at, v.program, v.origin
                        order by v.recorded_at desc, v.id""").map(Rows::summary).list());
    }

    /**
     * The whole of one verification.
     *
     * @throws InputException if there is none of that id
     */
    public Verification verification(UUID id) {
        return asked(handle -> Rows.verification(handle, id))
                .orElseThrow(() -> new InputException(
                        address.shown() + ": holds no verification " + id + "; `grokcheck history list` names them"));
    }

    /**
     * What drifted in a verification since claims of the same text were last judged on the same runs or models.
     *
     * @param current need not be stored
     */
    public List<Drift> driftOf(Verification current) {
        return baselines(current).stream()
                .flatMap(previous -> Drift.between(previous, current).stream())
                .toList();
    }

    /** For each claim the newest earlier verdict of the same origin and text; usually all are of one verification. */
    private List<Verification> baselines(Verification current) {
        Map<String, String> texts =
                current.verdicts().stream().collect(Collectors.toMap(RecordedVerdict::claim, RecordedVerdict::sha256));
        Map<String, UUID> newest = new HashMap<>();
        asked(handle -> Rows.newestOfEachText(handle, current.origin(), current.at())).stream()
                .filter(row -> row.sha256().equals(texts.get(row.claim())))
                .forEach(row -> newest.put(row.claim(), row.verification()));
        Map<UUID, List<String>> claims = new LinkedHashMap<>();
        newest.forEach((claim, id) ->
                claims.computeIfAbsent(id, any -> new ArrayList<>()).add(claim));
        return claims.entrySet().stream()
                .map(entry -> verification(entry.getKey()).on(entry.getValue()))
                .toList();
    }

    /**
     * A quantity over time.
     *
     * @param quantity as claim files spell it: {@code gini.W_E}, {@code alpha[14]}
     * @param claim that asks for it; any if empty
     * @param subject the run or model; any if empty
     */
    public List<Trend> trends(String quantity, Optional<String> claim, Optional<String> subject) {
        return Trend.of(asked(handle -> Rows.trend(handle, quantity, claim, subject)));
    }

    /** Every quantity that was ever measured, by name. */
    public List<String> quantities() {
        return asked(handle -> handle.createQuery("select distinct quantity from observed order by quantity")
                .mapTo(String.class)
                .list());
    }

    private <T> T asked(Function<Handle, T> question) {
        try {
            return question.apply(handle);
        } catch (JdbiException e) {
            throw failure(address, "does not answer", e.getCause() == null ? e : e.getCause());
        }
    }

    private static InputException failure(StoreAddress address, String what, Throwable e) {
        // Without the cause, whose message may repeat the URL with its password.
        return new InputException(
                address.shown() + ": " + what + " (" + address.reason(e) + "); " + remedy(address, e));
    }

    private static String remedy(StoreAddress address, Throwable e) {
        return e instanceof SQLException busy && busy.getErrorCode() == FILE_IS_OPEN_ELSEWHERE
                ? "another program has it open; wait for that one"
                : address.remedy();
    }

    /** A connection that broke cannot be closed in order, and who closes it knows that by then. */
    @Override
    public void close() {
        try {
            handle.close();
        } catch (CloseException e) {
            // Told already.
        }
    }
}
