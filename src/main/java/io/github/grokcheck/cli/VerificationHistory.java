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

    void add(String origin, List<Verdict> verdicts) {
        address.ifPresent(store -> tell(
                Recording.of(UUID.randomUUID(), Instant.now(), BuildInfo.read().commit(), origin, verdicts), store));
    }

    private void tell(Verification verification, StoreAddress store) {
        Outcome outcome = new Recorder(store, options.outbox()).record(verification);
        if (outcome instanceof Outcome.Stored stored) {
            HistoryWords.drifted(stored.drift()).forEach(command.getOut()::println);
            command.getOut().flush();
        } else if (outcome instanceof Outcome.Kept kept) {
            warn(
                    verification,
                    kept.because() + "; it waits in " + kept.file()
                            + " until `grokcheck history push`, with the same --history, stores it");
        } else if (outcome instanceof Outcome.Lost lost) {
            warn(verification, lost.because());
        }
    }

    private void warn(Verification verification, String because) {
        command.getErr()
                .println(command.getColorScheme()
                        .errorText("grokcheck: not in the history: verification "
                                + HistoryWords.id(verification.id()) + " ("
                                + HistoryWords.count(verification.verdicts().size(), "verdict") + ", "
                                + HistoryWords.count(verification.values(), "value") + "): " + because));
    }
}
