package io.github.grokcheck.checkpoint;

import static io.github.grokcheck.checkpoint.RefusedFile.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairListTest {
    private static final ModularAddition MOD_5 = new ModularAddition(5);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'a,b\n0,1\n4,4\n'", "'0,1\n4,4'", "' 0 , 1 \n\n4,4\n\n'"})
    void the_listed_pairs_are_trained_on_and_all_others_are_not(String text) throws IOException {
        Split split = PairList.read(written(text), MOD_5);
        assertThat(split.trainRows()).containsExactly(1, 24);
        assertThat(split.testRows()).hasSize(23).doesNotContain(1, 24);
        assertThat(split.isTrain(24)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'0,1\n0;2'      | :2: is no pair",
                "'0,1\n0,5'      | :2: 0,5 is not below p = 5",
                "'a,b\n3,2\n3,2' | :3: 3,2 is there twice",
                "'0,-1'          | :1: is no pair",
                "'0,1,2'         | :1: is no pair",
                "'a,b'           | lists no training pair",
                "''              | lists no training pair"
            })
    void what_is_no_list_of_pairs_is_refused_with_its_line(String text, String complaint) throws IOException {
        Path file = written(text);
        assertRefused(() -> PairList.read(file, MOD_5), file, complaint);
    }

    @Test
    void a_missing_file_is_refused() {
        Path none = folder.resolve("none.csv");
        assertRefused(() -> PairList.read(none, MOD_5), none, "no such file");
    }

    @Test
    void a_picture_is_refused() throws IOException {
        Path file = folder.resolve("picture.csv");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, (byte) 0xfe});
        assertRefused(() -> PairList.read(file, MOD_5), file, "cannot be read as text");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("pairs.csv"), text);
    }
}
