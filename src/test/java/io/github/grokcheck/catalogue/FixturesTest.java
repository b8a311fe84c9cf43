package io.github.grokcheck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.support.Project;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.RecordedRun;
import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every run that is kept with the code is what its provenance says, nothing less and nothing more. */
class FixturesTest {
    static List<Path> runs() {
        return Project.runFolders();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_holds_the_files_of_its_provenance_with_their_digests_and_no_other(Path run) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(run.resolve(Provenance.FILE)))
                    .forEach(file -> found.put(run.relativize(file).toString(), Sha256.of(file)));
        }

        assertThat(found).isEqualTo(Provenance.read(run).sha256());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_opens_with_a_recipe_that_its_provenance_names_and_with_its_losses(Path run) {
        RecordedRun recorded = RecordedRun.open(run);

        assertThat(recorded.epochs().isEmpty() || recorded.last().epoch() > 0).isTrue();
        assertThat(recorded.losses().points()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_can_be_trained_again_by_the_list_of_recipes(Path run) {
        assertThat(Recipes.findList(Project.RECIPES.toString()).orElseThrow())
                .contains(RecordedRun.open(run).experiment());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_was_trained_by_committed_code(Path run) {
        assertThat(Provenance.read(run).commit()).matches("[0-9a-f]{40}");
    }
}
