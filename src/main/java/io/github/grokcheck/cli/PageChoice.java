package io.github.grokcheck.cli;

import io.github.grokcheck.calibration.Calibration;
import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.calibration.Controls;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.PublishedValues;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.figure.Studio;
import io.github.grokcheck.page.AllureEntries;
import io.github.grokcheck.page.Review;
import io.github.grokcheck.page.ReviewPage;
import io.github.grokcheck.report.VerdictFiles;
import io.github.grokcheck.trajectory.AtomicFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Whether the verdicts become a page for a browser too. */
final class PageChoice {
    private static final Path PUBLISHED = Path.of("reference", "nanda2023.yaml");

    @Option(
            names = "--page",
            description = "Also write index.html beside the verdicts: every claim with its evidence and pictures, for a"
                    + " browser.")
    private boolean wanted;

    @Option(
            names = "--allure",
            paramLabel = "DIR",
            description = "Allure's report, not the single file, whose entries the page links to.")
    private Optional<Path> allure = Optional.empty();

    @Option(
            names = "--fixtures",
            defaultValue = "fixtures",
            paramLabel = "DIR",
            description = "Folder of the paper's numbers and the controls, which the page shows; ${DEFAULT-VALUE} if"
                    + " absent.")
    private Path fixtures = Path.of("");

    boolean isWanted() {
        return wanted;
    }

    /** The page's file in a folder. */
    static Path fileIn(Path folder) {
        return folder.resolve("index.html");
    }

    /**
     * Writes the page, if one is wanted.
     *
     * @param folder the verdicts' own
     * @param origin which evidence was judged, in a sentence
     * @param arguments the options that chose it
     * @param exports files in the folder that hold the same verdicts
     * @param notices what the reader should know first
     */
    void write(
            Path folder,
            ClaimCatalogue catalogue,
            List<Verdict> verdicts,
            Review.Judged evidence,
            String origin,
            String arguments,
            List<String> exports,
            List<String> notices,
            PrintWriter err) {
        if (!wanted) {
            return;
        }
        VerdictFiles.createFolder(folder);
        BuildInfo build = BuildInfo.read();
        Review review = new Review(
                catalogue,
                verdicts,
                evidence,
                published(),
                controls(verdicts.stream().map(Verdict::claim).toList(), err),
                allure.map(AllureEntries::read).orElse(AllureEntries.NONE),
                origin,
                arguments,
                "Grokcheck " + build.version() + ", commit " + build.commit(),
                exports,
                notices);
        ReviewPage page = ReviewPage.of(review);
        Studio studio = Studio.open(err::println);
        try (ProgressDisplay display = ProgressDisplay.open("drawing", 0, page.pictures(), err)) {
            AtomicFile.writeText(fileIn(folder), page.html(studio, drawn -> display.at(drawn, "pictures")));
        }
    }

    private Optional<Subject> published() {
        Path file = fixtures.resolve(PUBLISHED);
        return Files.isRegularFile(file) ? Optional.of(PublishedValues.read(file)) : Optional.empty();
    }

    /** None on a machine without the controls; the page then shows none. */
    private Map<String, List<Cell>> controls(List<Claim> claims, PrintWriter err) {
        if (!Files.isDirectory(fixtures)) {
            err.println(fixtures + ": no such folder, so the page has no controls; name it with --fixtures");
            return Map.of();
        }
        try (ProgressDisplay display = ProgressDisplay.open("calibrating", 0, claims.size(), err)) {
            Calibration calibration = Calibration.of(claims, Controls.all(fixtures), display::at);
            display.at(claims.size(), "done");
            return calibration.cells().stream()
                    .collect(Collectors.groupingBy(cell -> cell.claim().id()));
        }
    }
}
