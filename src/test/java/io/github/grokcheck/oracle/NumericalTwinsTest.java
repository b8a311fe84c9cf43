package io.github.grokcheck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.trajectory.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trainings of the seed-0 recipe that differ from the shipped run in rounding alone. Which of the paper's five key
 * frequencies survive is up to rounding, and so is the order of the heads.
 */
class NumericalTwinsTest {
    private static final Path TWINS = Path.of("fixtures/twins");
    private static final RecordedRun SHIPPED = RecordedRun.open(Path.of("fixtures/runs/mainline-seed0"));

    static Stream<Path> twins() throws IOException {
        try (Stream<Path> folders = Files.list(TWINS)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void share_the_recipe_and_the_first_weights_but_not_the_last(Path folder) {
        RecordedRun twin = RecordedRun.open(folder);
        assertThat(twin.experiment().fingerprint())
                .isEqualTo(SHIPPED.experiment().fingerprint());
        assertThat(embedding(twin.checkpoint(0).weights()))
                .isEqualTo(embedding(SHIPPED.checkpoint(0).weights()));
        assertThat(embedding(twin.last().weights()))
                .isNotEqualTo(embedding(SHIPPED.last().weights()));
    }

    @Test
    void the_shipped_run_has_the_papers_key_frequencies_and_heads() {
        assertThat(keys(SHIPPED)).isEqualTo(List.of(14, 35, 41, 42, 52));
        assertThat(headFrequencies(SHIPPED)).isEqualTo(List.of(35, 42, 52, 42));
    }

    @Test
    void attention_weighed_through_values_keeps_them_all() {
        RecordedRun twin = RecordedRun.open(TWINS.resolve("mainline-seed0-through-values"));
        assertThat(keys(twin)).isEqualTo(keys(SHIPPED));
        assertThat(headFrequencies(twin)).isEqualTo(headFrequencies(SHIPPED));
    }

    @Test
    void the_first_step_keeps_the_key_frequencies_but_not_the_heads() {
        RecordedRun twin = RecordedRun.open(TWINS.resolve("mainline-seed0-dense-step"));
        assertThat(keys(twin)).isEqualTo(keys(SHIPPED));
        assertThat(headFrequencies(twin)).isEqualTo(List.of(35, 42, 52, 52));
    }

    @Test
    void two_chunks_in_place_of_four_lose_frequency_41() {
        RecordedRun twin = RecordedRun.open(TWINS.resolve("mainline-seed0-two-chunks"));
        assertThat(keys(twin)).isEqualTo(List.of(14, 25, 35, 42, 52, 55));
        assertThat(headFrequencies(twin)).isEqualTo(List.of(35, 42, 52, 35));
    }

    @Test
    void sums_taken_tile_by_tile_lose_frequency_35() {
        RecordedRun twin = RecordedRun.open(TWINS.resolve("mainline-seed0-in-tiles"));
        assertThat(keys(twin)).isEqualTo(List.of(14, 41, 42, 52));
        assertThat(headFrequencies(twin)).isEqualTo(List.of(14, 42, 52, 42));
    }

    private static double[] embedding(Weights weights) {
        return weights.get(WeightName.W_E).toArray();
    }

    private static List<Integer> keys(RecordedRun run) {
        return ((Value.Frequencies) ModelMeasure.W_L_KEY_FREQUENCIES.of(lastOf(run))).k();
    }

    private static List<Integer> headFrequencies(RecordedRun run) {
        return ((Value.Heads) ModelMeasure.HEADS.of(lastOf(run)))
                .heads().stream().map(head -> head.orElseThrow().frequency()).toList();
    }

    private static MeasuredModel lastOf(RecordedRun run) {
        return new MeasuredModel(run.last().weights(), Optional.empty(), Optional.empty());
    }
}
