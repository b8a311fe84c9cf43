package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.history.Recorder;
import io.github.grokcheck.history.Recorder.Outcome;
import io.github.grokcheck.history.Recording;
import io.github.grokcheck.history.StoreAddress;
import io.github.grokcheck.history.Verification;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine;

/** Records what {@code verify} found. Whatever happens here, the verdicts stand and the exit code is theirs. */
final class VerificationHistory {
    private final CommandLine command;
    private final Optional<StoreAddress> address;
    private final HistoryOptions options;

    /** Made before anything is judged, so that a wrong address is not found out about minutes later. */
    VerificationHistory(CommandLine command, HistoryOptions options) {
        this.command = command;
        this.options = options;
        this.address = options.address();
    }

    /**
     * Stores the verdicts.
     *
     * @return what a reader of the report should know of it, which has been printed too: what drifted, or why nothing was
     *     stored
     */
    List<String> add(String origin, List<Verdict> verdicts) {
        return address.map(store -> tell(
                        Recording.of(
                                UUID.randomUUID(),
                                Instant.now(),
                                BuildInfo.read().commit(),
                                origin,
                                verdicts),
                        store))
                .orElse(List.of());
    }

    private List<String> tell(Verification verification, StoreAddress store) {
        Outcome outcome = new Recorder(store, options.outbox()).record(verification);
        if (outcome instanceof Outcome.Kept kept) {
            return warn(
                    verification,
                    kept.because() + "; it waits in " + kept.file()
                            + " until `grokcheck history push`, with the same --history, stores it");
        } else if (outcome instanceof Outcome.Lost lost) {
            return warn(verification, lost.because());
        }
        List<String> drifted =
                outcome instanceof Outcome.Stored stored ? HistoryWords.drifted(stored.drift()) : List.of();
        drifted.forEach(command.getOut()::println);
        command.getOut().flush();
        return drifted;
    }

    private List<String> warn(Verification verification, String because) {
        String warning = "not in the history: verification " + HistoryWords.id(verification.id()) + " ("
                + HistoryWords.count(verification.verdicts().size(), "verdict") + ", "
                + HistoryWords.count(verification.values(), "value") + "): " + because;
        command.getErr().println(command.getColorScheme().errorText("grokcheck: " + warning));
        return List.of(warning);
    }
}
