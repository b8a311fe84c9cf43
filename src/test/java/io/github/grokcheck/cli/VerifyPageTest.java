package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyPageTest {
    @TempDir
    private Path folder;

    private Path claims;
    private Path runs;
    private Path reports;

    @BeforeEach
    void write_a_claim_that_holds_and_one_that_does_not() throws IOException {
        claims = folder.resolve("claims");
        reports = folder.resolve("reports");
        runs = Files.createDirectories(folder.resolve("runs"));
        EmptyClaims.in(claims);
        EmptyClaims.add(claims, "chance", "mathematics.chance-accuracy", "{at-most: 0.01}", "mathematics");
        EmptyClaims.add(claims, "uniform", "mathematics.uniform-loss", "{at-most: 4}", "mathematics");
    }

    @Test
    void the_page_has_both_claims_with_their_evidence_and_controls() throws IOException {
        String page = page();

        assertThat(page)
                .contains(
                        "<h2 id=\"claims-heading\" tabindex=\"-1\">2 claims: 1 upheld, 1 refuted, 0 mixed, 0 not evaluated")
                .contains("<article id=\"nanda2023.chance\"", "<article id=\"nanda2023.uniform\"")
                .contains("unexpected: nanda2023.uniform")
                .contains("4.7274 nats")
                .contains("perturbed-waves")
                .contains("verify --claims " + claims + " --runs " + runs + " --claim nanda2023.chance");
    }

    @Test
    void the_page_loads_nothing() throws IOException {
        assertThat(page())
                .doesNotContainPattern("(?:src|href)=\"(?:https?:)?//")
                .doesNotContainPattern("@import|url\\(\\s*['\"]?https?:");
    }

    @Test
    void text_of_a_claim_cannot_become_markup() throws IOException {
        Path file = claims.resolve("nanda2023/chance.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "statement: A claim for this test.",
                                "statement: 'Is </script><script>alert(1)</script> \" & so on'"));
        assertThat(page())
                .doesNotContain("<script>alert(1)")
                .contains("Is &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot; &amp; so on");
    }

    @Test
    void a_page_without_the_test_report_has_no_links_into_it() throws IOException {
        assertThat(page()).doesNotContain("claims.html");
    }

    @Test
    void a_test_report_that_is_not_there_is_complained_of_before_anything_is_judged() {
        verify("--page", "--allure", folder.resolve("nowhere").toString())
                .isRefused("behaviors.json", "leave --allure away");
        assertThat(reports).doesNotExist();
    }

    @Test
    void options_about_the_page_ask_for_it() {
        verify("--allure", "target").isRefused("--allure", "--page");
    }

    @Test
    void without_the_controls_the_page_says_so_and_is_written() throws IOException {
        Execution verify =
                verify("--page", "--fixtures", folder.resolve("nowhere").toString());
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.err())
                .contains("nowhere: no such folder, so the page has no controls; name it with --fixtures");
        assertThat(reports.resolve("index.html")).content().doesNotContain("perturbed-waves");
    }

    private String page() throws IOException {
        assertThat(verify("--page").exitCode()).as("one claim is refuted").isEqualTo(1);
        return Files.readString(reports.resolve("index.html"));
    }

    private Execution verify(String... more) {
        Object[] words = new Object[more.length + 7];
        words[0] = "verify";
        words[1] = "--claims";
        words[2] = claims;
        words[3] = "--reports";
        words[4] = reports;
        words[5] = "--runs";
        words[6] = runs;
        System.arraycopy(more, 0, words, 7, more.length);
        return Execution.of(words);
    }
}
