package io.github.grokcheck.support;

import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.RunFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where things lie in the project; tests run in its root. */
public final class Project {
    /** Every claim file. */
    public static final Path CLAIMS_FOLDER = Path.of("claims");

    /** Runs that are kept with the code, a folder each. */
    public static final Path RUNS_FOLDER = Path.of("fixtures", "runs");

    /** Runs of other recipes that are kept with the code, in a folder for each sweep. */
    public static final Path SWEEPS_FOLDER = Path.of("fixtures", "sweeps");

    /** The recipe of every run that is kept with the code, and of some more. */
    public static final Path RECIPES = Path.of("docs", "runs.yaml");

    /** Verdicts that are kept with the code. */
    public static final Path REPORTS_FOLDER = Path.of("reports");

    /** What the build makes. */
    public static final Path BUILD_FOLDER = Path.of("target");

    private static @Nullable ClaimCatalogue claims;
    private static @Nullable Evidence evidence;

    private Project() {}

    /** Every claim, read once. */
    public static synchronized ClaimCatalogue claims() {
        ClaimCatalogue known = claims == null ? ClaimCatalogue.load(CLAIMS_FOLDER) : claims;
        claims = known;
        return known;
    }

    /** Folders of the runs that are kept with the code, by name; never none. */
    public static List<Path> runFolders() {
        List<Path> found = Stream.of(RUNS_FOLDER, SWEEPS_FOLDER)
                .flatMap(folder -> RunFolders.below(folder).stream())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(RUNS_FOLDER + ": holds no run; there is nothing to judge claims on");
        }
        return found;
    }

    /** The runs that are kept with the code, each measured once. */
    public static synchronized Evidence shippedEvidence() {
        Evidence known = evidence == null ? evidenceOf(runFolders()) : evidence;
        evidence = known;
        return known;
    }

    /** The folder of {@code -Dgrokcheck.runs=DIR}, whose runs claims are judged on instead of the shipped ones. */
    public static Optional<Path> ownRuns() {
        String folder = System.getProperty("grokcheck.runs", "");
        return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
    }

    /** The runs below a folder, each measured once. */
    static Evidence evidenceBelow(Path folder) {
        return evidenceOf(RunFolders.at(folder));
    }

    private static Evidence evidenceOf(List<Path> folders) {
        return Evidence.of(folders.stream().map(RecordedRun::open).toList());
    }
}
