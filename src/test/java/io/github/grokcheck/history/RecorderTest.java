package io.github.grokcheck.history;

import static io.github.grokcheck.history.Histories.loss;
import static io.github.grokcheck.history.Histories.verdict;
import static io.github.grokcheck.history.Histories.verification;
import static io.github.grokcheck.history.Histories.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.claim.Noise;
import io.github.grokcheck.history.HistoryStoreContractTest.Heard;
import io.github.grokcheck.history.Recorder.Outcome;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {
    /** Nothing listens on port 1. */
    private static final StoreAddress DOWN = StoreAddress.of("jdbc:postgresql://localhost:1/history", Map.of());

    private static final Verification FIRST =
            verification(0, verdict("toy.claim", loss("seed0", 0.1), words("seed0", "keys", "14")));
    private static final Verification SECOND =
            verification(1, verdict("toy.claim", "text", new Noise.Absolute(1), loss("seed0", 1e-320)));

    @TempDir
    Path folder;

    private Outbox outbox = new Outbox(Path.of("none"));
    private StoreAddress file = StoreAddress.ofFile(Path.of("none"));

    @BeforeEach
    void choose() {
        outbox = new Outbox(folder.resolve("new/outbox"));
        file = StoreAddress.ofFile(folder.resolve("history"));
    }

    @Test
    void what_is_stored_does_not_wait_and_drift_is_told() {
        assertThat(new Recorder(file, outbox).record(FIRST)).isEqualTo(new Outcome.Stored(List.of()));
        Outcome second = new Recorder(file, outbox).record(verification(2, verdict("toy.claim", loss("seed0", 0.2))));
        assertThat(((Outcome.Stored) second).drift()).extracting(Drift::change).contains("0.1 -> 0.2");
        assertThat(outbox.files()).isEmpty();
    }

    @Test
    void what_the_store_does_not_take_waits_whole_and_is_pushed_once() {
        Outcome.Kept kept = (Outcome.Kept) new Recorder(DOWN, outbox).record(FIRST);
        assertThat(kept.because())
                .contains("jdbc:postgresql://localhost:1/history: cannot be opened (", "start the server");
        assertThat(kept.file()).exists();
        assertThat(outbox.read(kept.file()).map(Waiting::verification)).contains(FIRST);
        new Recorder(DOWN, outbox).record(SECOND);

        Heard heard = new Heard();
        Push push = Push.into(file, outbox, true, heard);
        assertThat(heard.stored).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(push.stored()).isEqualTo(2);
        assertThat(outbox.files()).isEmpty();
        assertThat(Push.into(file, outbox, true, new Heard()).stored()).isZero();
        try (HistoryStore store = HistoryStore.open(file)) {
            assertThat(store.list()).hasSize(2);
            assertThat(store.verification(SECOND.id())).isEqualTo(SECOND);
        }
    }

    @Test
    void what_waits_for_another_store_goes_on_waiting_unless_all_is_asked_for() {
        new Recorder(DOWN, outbox).record(FIRST);
        Push push = Push.into(file, outbox, false, new Heard());
        assertThat(push.stored()).isZero();
        assertThat(push.elsewhere()).containsExactly(Map.entry(DOWN.shown(), 1));
        assertThat(outbox.files()).hasSize(1);
    }

    /** As a program leaves it that is killed after storing. */
    @Test
    void what_is_stored_and_waits_all_the_same_is_not_stored_again() {
        new Recorder(file, outbox).record(FIRST);
        outbox.keep(new Waiting(file.shown(), FIRST));
        Push push = Push.into(file, outbox, false, new Heard());
        assertThat(push.known()).isEqualTo(1);
        assertThat(push.stored()).isZero();
        assertThat(outbox.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"store\": \"x\"",
                "{\"store\": \"x\", \"verification\": null}",
                "{\"store\": \"x\", \"verification\": {\"id\": 7}}"
            })
    void a_damaged_file_is_told_in_one_line_and_the_others_are_stored(String content) throws IOException {
        Path waiting = outbox.keep(new Waiting(file.shown(), FIRST));
        Path damaged = Files.writeString(waiting.resolveSibling("00000000.json"), content);
        Heard heard = new Heard();
        assertThat(Push.into(file, outbox, false, heard).stored()).isEqualTo(1);
        assertThat(heard.refused)
                .singleElement()
                .asString()
                .startsWith(damaged + ": is no verification")
                .contains("delete it");
        assertThat(heard.refused.get(0).lines()).hasSize(1);
        assertThat(outbox.files()).containsExactly(damaged);
    }

    @Test
    void a_file_with_an_unknown_key_is_refused() throws IOException {
        Path waiting = outbox.keep(new Waiting(file.shown(), FIRST));
        Files.writeString(waiting, Files.readString(waiting).replaceFirst("\\{", "{\"extra\": 1, "));
        assertThatThrownBy(() -> outbox.read(waiting)).hasMessageContaining("extra");
    }

    /** What no program of this project writes: a missing key, a number that is none. */
    @ParameterizedTest
    @ValueSource(strings = {"\"at\":", "\"number\":0.1", "\"met\":false", "\"share\":1.0E-9"})
    void a_file_that_was_meddled_with_is_refused(String part) throws IOException {
        Path waiting = outbox.keep(new Waiting(file.shown(), FIRST));
        String whole = Files.readString(waiting);
        assertThat(whole).contains(part);
        Files.writeString(waiting, whole.replace(part, part.replaceAll("\\w+\":", "extra\":")));
        assertThatThrownBy(() -> outbox.read(waiting)).isInstanceOf(InputException.class);
        Files.writeString(waiting, whole.replace("0.1", "NaN"));
        assertThatThrownBy(() -> outbox.read(waiting)).isInstanceOf(InputException.class);
    }

    @Test
    void without_an_outbox_a_store_that_works_still_stores_and_otherwise_the_loss_is_told() throws IOException {
        Outbox impossible =
                new Outbox(Files.writeString(folder.resolve("file"), "").resolve("outbox"));
        assertThat(new Recorder(file, impossible).record(FIRST)).isInstanceOf(Outcome.Stored.class);
        Outcome.Lost lost = (Outcome.Lost) new Recorder(DOWN, impossible).record(FIRST);
        assertThat(lost.because()).contains("localhost:1", "outbox: cannot be created", "--outbox");
    }

    @Test
    void a_store_that_is_down_is_one_line_for_whoever_asks_it() {
        assertThatThrownBy(() -> HistoryStore.open(DOWN))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("jdbc:postgresql://localhost:1/history", "use another store");
    }
}
