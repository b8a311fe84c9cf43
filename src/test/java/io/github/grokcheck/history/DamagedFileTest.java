package io.github.grokcheck.history;

import static io.github.grokcheck.history.Histories.large;
import static io.github.grokcheck.history.Histories.loss;
import static io.github.grokcheck.history.Histories.verdict;
import static io.github.grokcheck.history.Histories.verification;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.history.Recorder.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An H2 file that something else wrote into. */
class DamagedFileTest {
    @TempDir
    Path folder;

    @Test
    void what_is_no_history_is_told_with_the_file_and_the_remedy() throws IOException {
        Path file = folder.resolve("history.mv.db");
        byte[] other = new byte[50_000];
        Arrays.fill(other, (byte) 'x');
        Files.write(file, other);
        Outcome.Kept kept = (Outcome.Kept) record();
        assertThat(kept.because())
                .contains("history: cannot be opened (", "move " + folder.resolve("history") + ".mv.db away");
        assertThat(kept.because().lines()).hasSize(1);
        assertThat(kept.file()).exists();
        assertThat(file).hasBinaryContent(other);
    }

    /** Whatever is damaged, the verification is stored or waits, and nothing else is thrown. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_is_damaged_nothing_is_lost(int seed) throws IOException {
        try (HistoryStore store = HistoryStore.open(address())) {
            store.add(large(5, 20, 8));
        }
        Path file = folder.resolve("history.mv.db");
        byte[] content = Files.readAllBytes(file);
        Random random = new Random(seed);
        for (int i = 0; i < content.length; i++) {
            if (random.nextInt(200) == 0) {
                content[i] = (byte) random.nextInt(256);
            }
        }
        Files.write(file, seed % 2 == 0 ? content : Arrays.copyOf(content, content.length / seed));
        Outcome outcome = record();
        if (outcome instanceof Outcome.Stored) {
            try (HistoryStore store = HistoryStore.open(address())) {
                assertThat(store.list())
                        .extracting(Summary::id)
                        .contains(verification(9, verdict("toy.claim", loss("seed0", 1)))
                                .id());
            }
        } else {
            assertThat(((Outcome.Kept) outcome).file()).exists();
        }
    }

    private Outcome record() {
        return new Recorder(address(), new Outbox(folder.resolve("outbox")))
                .record(verification(9, verdict("toy.claim", loss("seed0", 1))));
    }

    private StoreAddress address() {
        return StoreAddress.ofFile(folder.resolve("history"));
    }
}
