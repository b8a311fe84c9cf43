package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges claims about arithmetic, for which the fixtures need not be measured. */
class VerifyCommandTest {
    @TempDir
    Path folder;

    private Path claims;
    private Path runs;
    private Path reports;

    @BeforeEach
    void writeOneClaim() throws IOException {
        claims = folder.resolve("claims");
        runs = folder.resolve("runs");
        reports = folder.resolve("reports");
        Files.createDirectories(runs);
        EmptyClaims.in(claims);
        claim("chance", "mathematics.chance-accuracy", "{at-most: 0.01}");
    }

    @Test
    void nothing_unexpected_is_exit_0() {
        Execution verify = verify().succeeds();
        assertThat(verify.out())
                .containsPattern("nanda2023.chance +\\S upheld +mathematics.chance-accuracy = 0.0088496 +<= 0.01")
                .contains("1 claim: 1 upheld, 0 refuted, 0 mixed, 0 not evaluated", "no verdict is unexpected");
    }

    @Test
    void an_unexpected_verdict_is_exit_1_and_explained() throws IOException {
        claim("uniform", "mathematics.uniform-loss", "{at-most: 4}");
        Execution verify = verify();
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out())
                .contains("2 claims: 1 upheld, 1 refuted")
                .contains("unexpected: nanda2023.uniform refuted: 4.7274");
    }

    @Test
    void one_claim_alone_can_be_judged() throws IOException {
        claim("uniform", "mathematics.uniform-loss", "{at-most: 4}");
        assertThat(verify("--claim", "nanda2023.chance").succeeds().out()).doesNotContain("uniform");
    }

    @Test
    void without_evidence_a_claim_about_runs_is_not_evaluated_and_that_is_unexpected() throws IOException {
        claim("learnt", "accuracy.all", "{at-least: 0.9}", "authors-run");
        Execution verify = verify();
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out()).contains("nanda2023.learnt not evaluated", "no recorded run");
    }

    @Test
    void the_verdicts_are_written_on_demand_and_the_same_each_time() throws IOException {
        verify("--write", "--reports", reports).succeeds();
        String first = Files.readString(reports.resolve("verdicts.json"));
        assertThat(first).contains("nanda2023.chance", "upheld");
        assertThat(reports.resolve("verdicts.md")).content().contains("nanda2023.chance");
        verify("--write", "--reports", reports).succeeds();
        assertThat(reports.resolve("verdicts.json")).hasContent(first);
    }

    @Test
    void part_of_the_verdicts_is_never_written() {
        verify("--write", "--reports", reports, "--claim", "nanda2023.chance").isRefused("--write", "--claim");
        assertThat(reports).doesNotExist();
    }

    @Test
    void an_unknown_claim_is_refused() {
        verify("--claim", "nanda2023.chanc").isRefused("nanda2023.chanc", "nanda2023.chance");
    }

    @Test
    void an_unknown_measure_is_refused_with_file_and_line() throws IOException {
        claim("chance", "mathematics.chance-acuracy", "{at-most: 0.01}");
        verify().isRefused("chance.yaml:", "mathematics.chance-acuracy", "mathematics.chance-accuracy");
    }

    @Test
    void an_unknown_key_is_refused_with_file_and_line() throws IOException {
        Path file = claims.resolve("nanda2023/chance.yaml");
        Files.writeString(file, Files.readString(file) + "severity: high\n");
        verify().isRefused("chance.yaml:", "severity");
    }

    @Test
    void missing_folders_are_refused_with_the_remedy() {
        Path none = folder.resolve("none");
        Execution.of("verify", "--claims", none, "--runs", runs)
                .isRefused("none", "no such folder", "project's folder");
        Execution.of("verify", "--claims", claims, "--runs", none).isRefused("none", "no such folder", "--runs");
    }

    @Test
    void a_run_that_does_not_match_its_digests_is_refused_before_anything_is_judged() throws IOException {
        Path run = TinyRun.in(runs.resolve("tiny"));
        Files.writeString(run.resolve("recipe.yaml"), "\n", java.nio.file.StandardOpenOption.APPEND);
        verify("--write", "--reports", reports).isRefused("recipe.yaml", "SHA-256", "restore");
        assertThat(reports).doesNotExist();
    }

    private Execution verify(Object... options) {
        Object[] words = new Object[5 + options.length];
        System.arraycopy(new Object[] {"verify", "--claims", claims, "--runs", runs}, 0, words, 0, 5);
        System.arraycopy(options, 0, words, 5, options.length);
        return Execution.of(words);
    }

    private void claim(String name, String measure, String expectation) throws IOException {
        claim(name, measure, expectation, "mathematics");
    }

    private void claim(String name, String measure, String expectation, String scope) throws IOException {
        EmptyClaims.add(claims, name, measure, expectation, scope);
    }
}
