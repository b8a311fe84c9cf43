package io.github.grokcheck.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.page.AllureEntries.Entry;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureEntriesTest {
    @TempDir
    private Path report;

    @BeforeEach
    void write_a_report_of_one_claim_and_one_other_test() throws IOException {
        Files.createDirectories(report.resolve("data/test-cases"));
        write("data/behaviors.json", """
                {"uid": "top", "children": [{"uid": "story", "children": [
                  {"uid": "abc", "parentUid": "story"}, {"uid": "def", "parentUid": "story"}]}]}""");
        write("data/test-cases/abc.json", """
                {"uid": "abc", "labels": [{"name": "claim", "value": "toy.a"},
                  {"name": "testClass", "value": "some.where.SectionClaimTest"}, {"name": "testMethod", "value": "a"}]}""");
        write("data/test-cases/def.json", """
                {"uid": "def", "labels": [{"name": "testMethod", "value": "not_stale"}]}""");
    }

    @Test
    void a_claim_is_found_with_its_place_and_its_test() {
        AllureEntries entries = AllureEntries.read(report);

        assertThat(entries.of("toy.a")).contains(new Entry("behaviors/story/abc/", "SectionClaimTest#a"));
        assertThat(entries.byClaim()).hasSize(1);
        assertThat(entries.of("toy.b")).isEmpty();
    }

    @Test
    void a_report_that_is_not_there_is_refused_in_a_line() {
        assertThatThrownBy(() -> AllureEntries.read(report.resolve("nowhere")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("behaviors.json: cannot be read as part of Allure's report; generate it");
    }

    @Test
    void a_damaged_report_is_refused_by_the_file_s_name() throws IOException {
        write("data/test-cases/abc.json", "{\"uid\": ");

        assertThatThrownBy(() -> AllureEntries.read(report))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("abc.json");
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(report.resolve(file), content);
    }
}
