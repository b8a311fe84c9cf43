package io.github.grokcheck.history;

import static io.github.grokcheck.history.Histories.large;
import static io.github.grokcheck.history.Histories.loss;
import static io.github.grokcheck.history.Histories.on;
import static io.github.grokcheck.history.Histories.verdict;
import static io.github.grokcheck.history.Histories.verification;
import static io.github.grokcheck.history.Histories.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.claim.Noise;
import io.github.grokcheck.trajectory.InputException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does, whatever the database. */
abstract class HistoryStoreContractTest {
    private static final String UNUSUAL = "ε ≤ 0.01 'or' \"so\"; -- \\ \t?:name";

    @TempDir
    Path folder;

    private StoreAddress address = StoreAddress.ofFile(Path.of("none"));

    /** A database without tables. */
    abstract StoreAddress empty() throws SQLException;

    @BeforeEach
    void choose_an_empty_database() throws SQLException {
        address = empty();
    }

    @Test
    void what_is_stored_comes_back_as_it_was() {
        RecordedVerdict unusual = new RecordedVerdict(
                "toy.unusual",
                "not evaluated",
                false,
                UNUSUAL,
                List.of(),
                "basis",
                "rule",
                new Noise.Absolute(1e-300),
                "sha",
                "x".repeat(20_000),
                List.of());
        Verification stored = on(
                UNUSUAL,
                0,
                verdict(
                        "toy.values",
                        "sha",
                        new Noise.Relative(0.02),
                        loss("seed0", Math.nextUp(0.1)),
                        loss("seed0", -Double.MAX_VALUE),
                        loss("seed1", Double.MIN_VALUE),
                        words(UNUSUAL, "frequencies.W_L.key", "14, 35, 42"),
                        words("seed1", "alpha[14]", "")),
                unusual);
        try (HistoryStore store = HistoryStore.open(address)) {
            assertThat(store.add(stored)).isTrue();
        }
        assertThat(stored(stored.id())).isEqualTo(stored);
    }

    /** Clocks are put forward and back in many places, the store's among them. */
    @Test
    void times_are_kept_to_the_millisecond_through_the_year() {
        List<Instant> times = IntStream.range(0, 24)
                .mapToObj(i -> Instant.parse("2026-03-29T00:30:00.001Z").plus(Duration.ofHours(i * 309L)))
                .toList();
        try (HistoryStore store = HistoryStore.open(address)) {
            for (Instant at : times) {
                UUID id = UUID.randomUUID();
                store.add(new Verification(id, at, "program", "origin", List.of(verdict("toy.claim"))));
                assertThat(store.verification(id).at()).isEqualTo(at);
            }
        }
    }

    @Test
    void a_verification_is_stored_once() {
        Verification twice = verification(0, verdict("toy.claim", loss("seed0", 1)));
        try (HistoryStore store = HistoryStore.open(address)) {
            assertThat(store.add(twice)).isTrue();
            assertThat(store.add(twice)).isFalse();
        }
        assertThat(list()).hasSize(1);
    }

    @Test
    void the_newest_is_listed_first_with_its_counts() {
        RecordedVerdict upheld = verdict("toy.a", loss("seed0", 1));
        RecordedVerdict refuted =
                new RecordedVerdict("toy.b", "refuted", false, "", List.of(), "", "", Noise.DEFAULT, "", "", List.of());
        Verification old = verification(0, upheld);
        Verification young = on("--runs runs", 5, upheld, refuted);
        try (HistoryStore store = HistoryStore.open(address)) {
            store.add(young);
            store.add(old);
        }
        assertThat(list())
                .containsExactly(
                        new Summary(young.id(), young.at(), young.program(), "--runs runs", 1, 1, 0, 0, 1),
                        new Summary(old.id(), old.at(), old.program(), "the shipped runs", 1, 0, 0, 0, 0));
    }

    /** The tables are made by whoever comes first, and all of these come first. */
    @Test
    void writers_at_once_all_succeed_and_what_two_of_them_push_is_stored_once() throws Exception {
        int writers = 8;
        Verification shared = large(99, 20, 8);
        CyclicBarrier together = new CyclicBarrier(writers);
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        List<Future<Boolean>> first = new ArrayList<>();
        try {
            for (int i = 0; i < writers; i++) {
                Verification own = large(i, 20, 8);
                first.add(pool.submit(() -> {
                    try (HistoryStore store = HistoryStore.open(address)) {
                        together.await();
                        boolean isFirst = store.add(shared);
                        assertThat(store.add(own)).isTrue();
                        return isFirst;
                    }
                }));
            }
            int stored = 0;
            for (Future<Boolean> writer : first) {
                stored += writer.get() ? 1 : 0;
            }
            assertThat(stored).as("writers that stored the shared one").isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
        assertThat(list()).hasSize(writers + 1);
        assertThat(stored(large(3, 20, 8).id())).isEqualTo(large(3, 20, 8));
    }

    @Test
    void a_schema_of_a_newer_program_is_refused_and_the_verification_waits() throws SQLException {
        HistoryStore.open(address).close();
        execute("insert into schema_version (version) values (2)");
        assertThatThrownBy(() -> HistoryStore.open(address))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        address.shown() + ": its schema is version 2, this Grokcheck knows version 1; update Grokcheck,"
                                + " or use another store");
        Outbox outbox = new Outbox(folder.resolve("outbox"));
        Verification verification = verification(0, verdict("toy.claim", loss("seed0", 1)));
        Recorder.Outcome outcome = new Recorder(address, outbox).record(verification);
        assertThat(outcome).isInstanceOf(Recorder.Outcome.Kept.class);
        assertThat(outbox.files()).hasSize(1);
        execute("delete from schema_version where version = 2");
        assertThat(Push.into(address, outbox, false, new Heard()).stored()).isEqualTo(1);
        assertThat(stored(verification.id())).isEqualTo(verification);
    }

    @Test
    void tables_that_were_cut_short_in_the_making_are_completed() throws SQLException {
        HistoryStore.open(address).close();
        execute("drop table observed");
        execute("delete from schema_version");
        Verification verification = verification(0, verdict("toy.claim", loss("seed0", 1)));
        try (HistoryStore store = HistoryStore.open(address)) {
            store.add(verification);
            assertThat(store.verification(verification.id())).isEqualTo(verification);
        }
    }

    @Test
    void what_fails_half_way_leaves_nothing_behind() throws SQLException {
        HistoryStore.open(address).close();
        execute("alter table observed add constraint small check (place < 1)");
        Verification large = verification(0, verdict("toy.claim", loss("seed0", 1), loss("seed1", 1)));
        try (HistoryStore store = HistoryStore.open(address)) {
            assertThatThrownBy(() -> store.add(large)).isInstanceOf(InputException.class);
            assertThat(store.list()).isEmpty();
            execute("alter table observed drop constraint small");
            assertThat(store.add(large)).isTrue();
        }
    }

    @Test
    void drift_is_counted_from_the_last_verdict_on_the_same_text_and_the_same_runs() {
        RecordedVerdict later = verdict("toy.b", loss("seed0", 5));
        Verification whole = verification(1, verdict("toy.a", loss("seed0", 1)), verdict("toy.b", loss("seed0", 2)));
        Verification otherText = verification(2, verdict("toy.b", "other text", Noise.DEFAULT, loss("seed0", 3)));
        Verification partial = verification(3, verdict("toy.a", loss("seed0", 7)));
        Verification elsewhere = on("--runs runs", 4, verdict("toy.b", loss("seed0", 4)));
        Verification current = verification(5, verdict("toy.a", loss("seed0", 7)), later);
        Verification afterwards = verification(6, verdict("toy.b", loss("seed0", 9)));
        try (HistoryStore store = HistoryStore.open(address)) {
            List.of(whole, otherText, partial, elsewhere, current, afterwards).forEach(store::add);
            assertThat(store.driftOf(current))
                    .singleElement()
                    .satisfies(drift -> assertThat(drift.since()).isEqualTo(whole.id()))
                    .satisfies(drift -> assertThat(drift.change()).isEqualTo("2 -> 5"));
            assertThat(store.driftOf(whole)).isEmpty();
        }
    }

    @Test
    void a_trend_is_one_for_each_subject_and_course_oldest_first() {
        Verification old = verification(
                0,
                verdict("toy.a", loss("seed0", 1), loss("seed1", 2)),
                verdict("toy.b", loss("seed0", 1)),
                verdict("toy.early", loss("seed0", 8)));
        Verification young = verification(1, verdict("toy.a", loss("seed0", 3)), verdict("toy.b", loss("seed0", 3)));
        try (HistoryStore store = HistoryStore.open(address)) {
            store.add(young);
            store.add(old);
            List<Trend> all = store.trends("loss.all", Optional.empty(), Optional.empty());
            assertThat(all).hasSize(3);
            assertThat(all.get(0).subject()).isEqualTo("seed0");
            assertThat(all.get(0).claims()).containsExactly("toy.a", "toy.b");
            assertThat(all.get(0).points())
                    .containsExactly(
                            new Trend.Point(old.id(), old.at(), new Amount.OfNumber(1)),
                            new Trend.Point(young.id(), young.at(), new Amount.OfNumber(3)));
            assertThat(store.trends("loss.all", Optional.of("toy.early"), Optional.empty()))
                    .hasSize(1);
            assertThat(store.trends("loss.all", Optional.empty(), Optional.of("seed1")))
                    .hasSize(1);
            assertThat(store.trends("loss.none", Optional.empty(), Optional.empty()))
                    .isEmpty();
            assertThat(store.quantities()).containsExactly("loss.all");
        }
    }

    @Test
    void an_unknown_id_is_refused() {
        UUID unknown = new UUID(1, 2);
        assertThatThrownBy(() -> stored(unknown))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(unknown.toString());
    }

    /** 190 claims and 1,520 values, as many as this project's. Counted is this thread's own time, which neighbours do not lengthen. */
    @Test
    void a_whole_catalogue_is_stored_and_compared_in_well_under_a_second() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (HistoryStore store = HistoryStore.open(address)) {
            store.add(large(0, 190, 8));
            long start = threads.getCurrentThreadCpuTime();
            Verification next = large(1, 190, 8);
            assertThat(store.driftOf(next)).hasSize(1520);
            assertThat(store.add(next)).isTrue();
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
                    .isLessThan(Duration.ofMillis(800));
        }
    }

    /** What a push tells. */
    static final class Heard implements Push.Listener {
        final List<Verification> stored = new ArrayList<>();
        final List<String> refused = new ArrayList<>();

        @Override
        public void stored(Verification verification) {
            stored.add(verification);
        }

        @Override
        public void refused(String because) {
            refused.add(because);
        }
    }

    private Verification stored(UUID id) {
        try (HistoryStore store = HistoryStore.open(address)) {
            return store.verification(id);
        }
    }

    private List<Summary> list() {
        try (HistoryStore store = HistoryStore.open(address)) {
            return store.list();
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = address.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
