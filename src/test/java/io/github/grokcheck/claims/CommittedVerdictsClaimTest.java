package io.github.grokcheck.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.ClaimCatalogue;
import io.github.grokcheck.claim.Evidence;
import io.github.grokcheck.claim.Judge;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.report.Results;
import io.github.grokcheck.report.VerdictFiles;
import io.github.grokcheck.support.Project;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The verdicts that are kept with the code are those that its runs and claims give now. */
@Epic("The project itself")
@Feature("Committed verdicts")
class CommittedVerdictsClaimTest {
    private static final Path WRITTEN_NOW = Project.BUILD_FOLDER.resolve("reports");

    @Test
    void the_committed_verdicts_are_not_stale() {
        Project.ownRuns()
                .ifPresent(folder -> Assumptions.abort("NOT EVALUATED: this build judges the runs below " + folder
                        + ", and the committed verdicts are those of the runs in fixtures/"));
        Evidence evidence = Project.shippedEvidence();
        List<Verdict> verdicts = Project.claims().claims().stream()
                .map(claim -> Judge.judgeUnderEveryKeyRule(claim, evidence.subjectsFor(claim)))
                .toList();
        ClaimCatalogue catalogue = Project.claims();
        Results results = new Results(
                catalogue.paperOf(catalogue.claims().get(0)), verdicts, evidence.runs(), catalogue.digests());
        VerdictFiles.write(WRITTEN_NOW, results);

        assertThat(VerdictFiles.stale(Project.REPORTS_FOLDER, results))
                .as(
                        "files in %s that differ from %s; run: java -jar target/grokcheck.jar verify --write",
                        Project.REPORTS_FOLDER, WRITTEN_NOW)
                .isEmpty();
    }
}
