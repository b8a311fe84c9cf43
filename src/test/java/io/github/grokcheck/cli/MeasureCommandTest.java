package io.github.grokcheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.trajectory.Checkpoint;
import io.github.grokcheck.trajectory.Safetensors;
import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MeasureCommandTest {
    @TempDir
    Path folder;

    private Path checkpoint;

    @BeforeEach
    void write() {
        checkpoint = folder.resolve("epoch-00000.safetensors");
        new Checkpoint("tiny", 0, TinyRun.weights(1)).writeTo(checkpoint);
    }

    @Test
    void with_a_split_every_quantity_is_there() {
        JsonNode json = json("--split-seed", "0", "--train-fraction", "0.5", "--json", "-");
        assertThat(json.path("quantities").propertyNames()).containsExactlyElementsOf(ids(Set.of(true, false)));
        assertThat(json.path("checkpoint").path("p").asInt()).isEqualTo(TinyRun.P);
        assertThat(json.path("checkpoint").path("split").path("seed").asInt(-1)).isZero();
    }

    @Test
    void without_a_split_what_needs_one_is_absent() {
        JsonNode json = json("--json", "-");
        assertThat(json.path("quantities").propertyNames()).containsExactlyElementsOf(ids(Set.of(false)));
        assertThat(json.path("checkpoint").path("split").isNull()).isTrue();
    }

    @Test
    void values_have_the_shape_that_their_kind_has() {
        JsonNode quantities = json("--keys", "3,1", "--json", "-").path("quantities");
        assertThat(quantities.path("loss.all").isDouble()).isTrue();
        assertThat(quantities.path("W_L.rank-99").isInt()).isTrue();
        assertThat(quantities.path("frequencies.W_L.key").isArray()).isTrue();
        assertThat(quantities.path("alpha").propertyNames()).containsExactly("1", "3");
        assertThat(quantities.path("fve.neuron-directions").propertyNames())
                .containsExactlyInAnyOrder("cos.1", "sin.1", "cos.3", "sin.3");
        assertThat(quantities.path("heads").size()).isEqualTo(2);
        assertThat(quantities.path("heads").path(0).propertyNames()).containsExactly("frequency", "fve");
    }

    @Test
    void the_file_holds_what_a_dash_prints() throws IOException {
        Path file = folder.resolve("quantities.json");
        Execution.of("measure", checkpoint, "--json", file).succeeds();
        assertThat(Files.readString(file))
                .isEqualTo(Execution.of("measure", checkpoint, "--json", "-").out());
    }

    @Test
    void keys_may_come_from_another_checkpoint() {
        Path other = folder.resolve("epoch-00010.safetensors");
        new Checkpoint("tiny", 10, TinyRun.weights(2)).writeTo(other);
        List<Integer> keysOfOther = keys(json(other, "--json", "-"));
        assertThat(keys(json("--keys-from", other, "--json", "-"))).isEqualTo(keysOfOther);
    }

    @Test
    void a_model_without_neurons_output_has_undefined_quantities() {
        rewrite(WeightName.W_OUT, new Stored(List.of(8, 16), new double[128]));
        JsonNode quantities = json("--json", "-").path("quantities");
        assertThat(quantities.has("fve.neuron-directions.min")).isTrue();
        assertThat(quantities.path("fve.neuron-directions.min").isNull()).isTrue();
    }

    @Test
    void without_json_a_table_is_printed() {
        String table = Execution.of("measure", checkpoint).succeeds().out();
        assertThat(table).contains("loss.all", "nats", "gini.W_E").doesNotContain("{");
    }

    @Test
    void a_missing_file_is_refused() {
        Execution.of("measure", folder.resolve("no.safetensors"))
                .isRefused("no.safetensors", "no such file", "check the path");
    }

    @Test
    void a_truncated_file_is_refused_and_nothing_is_written() throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length - 5));
        Path json = folder.resolve("out.json");
        Execution.of("measure", checkpoint, "--json", json)
                .isRefused("epoch-00000.safetensors", "truncated", "train it again");
        assertThat(json).doesNotExist();
    }

    @Test
    void a_wrong_shape_is_refused_with_both_shapes() {
        rewrite(WeightName.W_IN, new Stored(List.of(8, 16), new double[128]));
        Execution.of("measure", checkpoint).isRefused("epoch-00000.safetensors", "shape", "[8, 16]", "d_model");
    }

    @Test
    void nan_is_refused() {
        double[] values = new double[16];
        values[3] = Double.NaN;
        rewrite(WeightName.B_IN, new Stored(List.of(16), values));
        Execution.of("measure", checkpoint).isRefused("epoch-00000.safetensors", "b_in", "NaN");
    }

    @Test
    void a_modulus_that_is_not_an_odd_prime_is_refused() {
        rewrite(WeightName.W_E, new Stored(List.of(8, 10), new double[80]));
        rewrite(WeightName.W_U, new Stored(List.of(8, 10), new double[80]));
        Execution.of("measure", checkpoint).isRefused("epoch-00000.safetensors", "p = 9", "odd prime");
    }

    @Test
    void keys_outside_the_range_are_refused() {
        Execution.of("measure", checkpoint, "--keys", "1,4").isRefused("k = 4", "1..3", "p = 7");
    }

    @Test
    void two_sources_of_keys_are_refused() {
        Execution.of("measure", checkpoint, "--keys", "1", "--keys-from", checkpoint)
                .isRefused("mutually exclusive");
    }

    @Test
    void a_split_seed_out_of_range_is_refused() {
        Execution.of("measure", checkpoint, "--split-seed", "4294967296").isRefused("4294967296", "0 to 4294967295");
        Execution.of("measure", checkpoint, "--split-seed", "-1").isRefused("-1", "0 to 4294967295");
    }

    @Test
    void a_train_fraction_out_of_range_or_alone_is_refused() {
        Execution.of("measure", checkpoint, "--split-seed", "0", "--train-fraction", "0")
                .isRefused("train fraction 0.0");
        Execution.of("measure", checkpoint, "--train-fraction", "0.3").isRefused("--split-seed");
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        Execution.of("measure", checkpoint, "--json", folder.resolve("none/out.json"))
                .isRefused("out.json", "its folder does not exist");
    }

    private JsonNode json(Object... options) {
        return options[0] instanceof Path ? run(options) : run(concat(checkpoint, options));
    }

    private static JsonNode run(Object[] words) {
        return new JsonMapper()
                .readTree(Execution.of(concat("measure", words)).succeeds().out());
    }

    private static Object[] concat(Object first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static List<Integer> keys(JsonNode json) {
        return json.path("checkpoint")
                .path("keys")
                .valueStream()
                .map(JsonNode::asInt)
                .toList();
    }

    private void rewrite(WeightName name, Stored tensor) {
        Map<String, Stored> tensors = new LinkedHashMap<>(Safetensors.read(checkpoint));
        tensors.put(name.key(), tensor);
        Safetensors.write(checkpoint, tensors);
    }

    private static List<String> ids(Set<Boolean> needingSplit) {
        return Arrays.stream(ModelMeasure.values())
                .filter(measure -> needingSplit.contains(measure.needsSplit()))
                .map(ModelMeasure::id)
                .collect(Collectors.toList());
    }
}
