package io.github.grokcheck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test that may be skipped is listed in the README, and nothing else is listed there. */
class SkipsTest {
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern SKIP = Pattern.compile(
            "@(Disabled|Enabled)(If|On|For|\\b)|\\bassum(e|ing)That\\(|\\bassume(True|False)\\(|\\babort\\(|disabledWithoutDocker");

    /** A row of the table in the README's section on skips: its first cell is the test class in backticks. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+Test)` ");

    @Test
    void the_readme_lists_exactly_the_tests_that_may_be_skipped() throws IOException {
        Path readme = Path.of("README.md");
        Set<String> listed = rows(section(Files.readString(readme)));

        assertThat(listed)
                .as(
                        "tests in the table under \"Skips\" in %s, against those that use an assumption or a condition",
                        readme)
                .isEqualTo(skippable());
    }

    private static String section(String readme) {
        Matcher heading = Pattern.compile("(?ms)^## Skips$(.*?)(?=^## |\\z)").matcher(readme);
        assertThat(heading.find()).as("README.md has a section \"Skips\"").isTrue();
        return heading.group(1);
    }

    private static Set<String> rows(String section) {
        return ROW.matcher(section).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> skippable() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("SkipsTest.java"))
                    .filter(file -> SKIP.matcher(read(file)).find())
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
