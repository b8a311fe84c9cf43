package io.github.grokcheck.cli;

import io.github.grokcheck.calibration.Calibration;
import io.github.grokcheck.calibration.Calibration.Cell;
import io.github.grokcheck.calibration.Controls;
import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.PublishedValues;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.figure.Studio;
import io.github.grokcheck.page.AllureEntries;
import io.github.grokcheck.page.Background;
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
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

    /** Complains of what is wrong before minutes of work, not after them. */
    void check(CommandLine command) {
        for (String option : List.of("--allure", "--fixtures")) {
            if (!wanted && command.getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(command, option + " is about the --page; add it");
            }
        }
        allure.ifPresent(AllureEntries::read);
    }

    /**
     * Writes the page, if one is wanted.
     *
     * @param folder the verdicts' own
     */
    void write(Path folder, Review review, PrintWriter err) {
        if (!wanted) {
            return;
        }
        VerdictFiles.createFolder(folder);
        ReviewPage page = ReviewPage.of(review, background(folder, review, err));
        Studio studio = Studio.open(err::println);
        try (ProgressDisplay display = ProgressDisplay.open("drawing", 0, page.pictures(), err)) {
            AtomicFile.writeText(
                    folder.resolve("index.html"), page.html(studio, drawn -> display.at(drawn, "pictures")));
        }
    }

    private Background background(Path folder, Review review, PrintWriter err) {
        BuildInfo build = BuildInfo.read();
        return new Background(
                published(),
                controls(review.verdicts().stream().map(Verdict::claim).toList(), err),
                entries(folder, err),
                "Grokcheck " + build.version() + ", commit " + build.commit());
    }

    /** The links lead to the single file beside the page. */
    private AllureEntries entries(Path folder, PrintWriter err) {
        Path linked = folder.resolve("claims.html");
        if (allure.isPresent() && !Files.isRegularFile(linked)) {
            err.println(linked + ": is not there, so the page does not link to it; ./mvnw verify makes one in reports");
            return AllureEntries.NONE;
        }
        return allure.map(AllureEntries::read).orElse(AllureEntries.NONE);
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
