package io.github.grokcheck.cli;

import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the claims' folder. */
final class Catalogues {
    private Catalogues() {}

    /** All claims of a folder, or one line that says how to name another. */
    static ClaimCatalogue load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder
                    + ": no such folder; run this in the project's folder, or name the claims' folder with --claims");
        }
        return ClaimCatalogue.load(folder);
    }
}
