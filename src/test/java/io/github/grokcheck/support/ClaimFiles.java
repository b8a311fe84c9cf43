package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import java.nio.file.Path;

/** Where claims are written down, relative to the project's root, with slashes on every system. */
final class ClaimFiles {
    private ClaimFiles() {}

    /** {@code claims/nanda2023/embedding-sparse.yaml}; the id says it all. */
    static String of(Claim claim) {
        Path file = Project.CLAIMS_FOLDER.resolve(claim.id().replaceFirst("\\.", "/") + ".yaml");
        return file.toString().replace('\\', '/');
    }
}
