package io.github.grokcheck.cli;

import io.github.grokcheck.history.HistoryStore;
import io.github.grokcheck.history.Outbox;
import io.github.grokcheck.history.StoreAddress;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the history is. */
final class HistoryOptions {
    /** Name of the environment's variable that stands for {@code --history}. */
    static final String VARIABLE = "GROKCHECK_HISTORY";

    private static final String NONE = "none";

    @Option(
            names = "--history",
            paramLabel = "URL|none",
            description = "Where verdicts and values are stored: jdbc:postgresql://HOST/DATABASE, jdbc:h2:file:PATH, or"
                    + " none. If absent, what the environment's " + VARIABLE
                    + " says, or else a file in ~/.grokcheck. User and password of PostgreSQL are parameters of the URL, or in "
                    + StoreAddress.USER + " and " + StoreAddress.PASSWORD + ".")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description = "Folder where what could not be stored waits, ~/.grokcheck/outbox if absent.")
    private Optional<Path> outbox = Optional.empty();

    /** The store; empty where none is wanted. */
    Optional<StoreAddress> address() {
        String given = url.orElseGet(() -> System.getenv().getOrDefault(VARIABLE, ""));
        if (given.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(
                given.isBlank()
                        ? StoreAddress.ofFile(home().resolve("history"))
                        : StoreAddress.of(given, System.getenv()));
    }

    /** The store, for whoever cannot do without. */
    StoreAddress required() {
        return address()
                .orElseThrow(() -> new InputException("there is no history with --history none, or with " + VARIABLE
                        + "=none in the environment; name a store with --history"));
    }

    HistoryStore open() {
        return HistoryStore.open(required());
    }

    Outbox outbox() {
        return new Outbox(outbox.orElseGet(() -> home().resolve("outbox")));
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"), ".grokcheck");
    }
}
