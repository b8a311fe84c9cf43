package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.ClaimCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which claims a command judges. */
final class ClaimSelection {
    @Option(names = "--claim", paramLabel = "ID", description = "Judge this claim only; may be given several times.")
    private List<String> ids = List.of();

    @Option(
            names = "--claims",
            defaultValue = "claims",
            paramLabel = "DIR",
            description = "Folder of the claims, ${DEFAULT-VALUE} if absent.")
    private Path folder = Path.of("");

    private @Nullable ClaimCatalogue catalogue;

    /** Whether it is all claims of the folder. */
    boolean isWhole() {
        return ids.isEmpty();
    }

    /** All claims of the folder, read once. */
    ClaimCatalogue catalogue() {
        ClaimCatalogue known = catalogue == null ? Catalogues.load(folder) : catalogue;
        catalogue = known;
        return known;
    }

    /** The chosen claims, sorted by id. */
    List<Claim> claims() {
        return isWhole()
                ? catalogue().claims()
                : ids.stream().distinct().sorted().map(catalogue()::claim).toList();
    }
}
