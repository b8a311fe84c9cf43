package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
    @TempDir
    Path folder;

    @Test
    void a_node_that_is_absent_has_the_line_of_the_nearest_one_around_it() throws IOException {
        YamlFile file = YamlFile.read(Files.writeString(folder.resolve("toy.yaml"), """
                first: 1
                second:
                  third: 3
                """));
        assertThat(file.line("/second/third")).isEqualTo(3);
        assertThat(file.line("/second/fourth")).isEqualTo(2);
        assertThat(file.line("/second/fourth/fifth")).isEqualTo(2);
        assertThat(file.line("/sixth")).isEqualTo(1);
    }
}
