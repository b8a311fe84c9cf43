package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.measure.MathematicsMeasure;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.SeriesMeasure;
import io.github.grokcheck.measure.Value;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedValuesTest {
    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("published.yaml"), content);
    }

    @Test
    void every_kind_of_value_is_read() throws IOException {
        Subject published = PublishedValues.read(file("""
                values:
                  loss.all: 2.41e-7
                  W_L.rank-99: 10
                  frequencies.W_L.key: [14, 35]
                  neurons.clusters: {14: 44}
                  alpha: {14: 5.5}
                inferred:
                  heads:
                    - {frequency: 35, fve: 0.99}
                """));
        assertThat(published.value(ModelMeasure.LOSS_ALL)).isEqualTo(new Value.Scalar(2.41e-7));
        assertThat(published.value(ModelMeasure.W_L_RANK_99)).isEqualTo(new Value.Count(10));
        assertThat(published.value(ModelMeasure.W_L_KEY_FREQUENCIES)).isEqualTo(new Value.Frequencies(List.of(14, 35)));
        assertThat(published.value(ModelMeasure.NEURON_CLUSTERS))
                .isEqualTo(new Value.Counts(new TreeMap<>(Map.of(14, 44))));
        assertThat(published.value(ModelMeasure.ALPHA)).isEqualTo(new Value.Members(Map.of("14", 5.5)));
        assertThat(published.value(ModelMeasure.HEADS))
                .isEqualTo(new Value.Heads(List.of(Optional.of(new Value.Head(35, 0.99)))));
        assertThat(published.value(MathematicsMeasure.UNIFORM_LOSS)).isEqualTo(new Value.Scalar(Math.log(113)));
        assertThat(published.value(ModelMeasure.LOSS_TEST)).isInstanceOf(Value.Unavailable.class);
    }

    /** Figure 7 and section 5.2: cleanup begins at 9,400. */
    @Test
    void the_authors_curves_answer_for_the_course_of_training() throws IOException {
        Subject published = PublishedValues.read(file("values: {loss.all: 1}"));
        assertThat(published.name()).isEqualTo("published");
        assertThat(published.series().orElseThrow().epochs()).contains(1_400, 9_400, 14_000);
        assertThat(published.value(SeriesMeasure.CLEANUP_BEGINS)).isEqualTo(new Value.Count(9_400));
    }

    @Test
    void what_is_wrong_is_named_with_the_file() throws IOException {
        assertRefused(file("values: {los.all: 1}"), "there is no measure \"los.all\"");
        assertRefused(file("values: {neurons.clusters: {few: 3}}"), "neurons.clusters is no value of that measure");
        assertRefused(file("value: {loss.all: 1}"), "has no values");
        assertRefused(file("values: ["), "is not YAML");
        assertRefused(folder.resolve("absent.yaml"), "name the fixtures' folder with --fixtures");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> PublishedValues.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }
}
