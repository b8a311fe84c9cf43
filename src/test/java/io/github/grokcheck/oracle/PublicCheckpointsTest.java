package io.github.grokcheck.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.grokcheck.checkpoint.ForeignModel;
import io.github.grokcheck.checkpoint.Layout;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.measure.MeasuredModel;
import io.github.grokcheck.measure.Measurements;
import io.github.grokcheck.report.QuantitiesJson;
import io.github.grokcheck.report.QuantitiesJson.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two checkpoints that others published, against what an independent float64 program in NumPy computes of them. The files
 * are not part of this project: the environment's GROKCHECK_REFERENCE_DATA names the folder that holds them.
 */
class PublicCheckpointsTest {
    private static final double AGREEMENT = 1e-6;
    private static final double TINY_LOSS = 1e-6;
    private static final double AGREEMENT_OF_TINY_LOSSES = 1e-4;

    private Path folder = Path.of("");

    @BeforeEach
    void find() {
        String named = System.getenv().getOrDefault("GROKCHECK_REFERENCE_DATA", "");
        assumeThat(named)
                .as("NOT RUN: GROKCHECK_REFERENCE_DATA names no folder of public checkpoints")
                .isNotEmpty();
        folder = Path.of(named);
    }

    /** Of the paper's authors: their layout, 114 outputs, "model" beside the losses, stopped amid slingshots. */
    @Test
    void the_authors_low_precision_run_is_measured_as_the_oracle_measures_it() throws IOException {
        compare(
                "low_precision_mod_addition.pth",
                Layout.AUTHORS,
                Optional.of(Split.random(new ModularAddition(113), 0.3, 1)));
    }

    /** Of Chughtai et al. 2023: TransformerLens' layout, 113 outputs, zero biases. */
    @Test
    void a_transformer_of_Chughtai_et_al_is_measured_as_the_oracle_measures_it() throws IOException {
        compare("C113_T_seed1.pt", Layout.TRANSFORMER_LENS, Optional.empty());
    }

    private void compare(String name, Layout layout, Optional<Split> split) throws IOException {
        Path file = folder.resolve(name);
        assumeThat(file).as("NOT RUN: the folder lacks %s", name).isRegularFile();
        ForeignModel model = ForeignModel.read(file);
        assertThat(model.layout()).isEqualTo(layout);
        JsonNode expected = JsonMapper.shared()
                .readTree(
                        Files.readString(folder.resolve(name.substring(0, name.lastIndexOf('.')) + ".expected.json")));
        JsonNode measured = JsonMapper.shared()
                .readTree(QuantitiesJson.of(
                        new Measured(name, "", "", "", 113, Optional.empty(), List.of()),
                        Measurements.of(new MeasuredModel(model.weights(), split, Optional.empty()))))
                .path("quantities");
        assertThat(expected.size()).as("quantities of the oracle").isGreaterThan(25);
        expected.properties().forEach(entry -> {
            Map<String, JsonNode> wanted = leaves(entry.getKey(), entry.getValue());
            Map<String, JsonNode> found = leaves(entry.getKey(), measured.path(entry.getKey()));
            assertThat(found.keySet()).isEqualTo(wanted.keySet());
            wanted.forEach((place, value) -> assertAgrees(place, value, found.getOrDefault(place, value)));
        });
    }

    private static void assertAgrees(String place, JsonNode wanted, JsonNode found) {
        if (wanted.isIntegralNumber()) {
            assertThat(found.asLong()).as(place).isEqualTo(wanted.asLong());
        } else {
            double x = wanted.asDouble();
            boolean tiny = place.startsWith("loss.") && x < TINY_LOSS;
            assertThat(found.asDouble())
                    .as(place)
                    .isCloseTo(x, within((tiny ? AGREEMENT_OF_TINY_LOSSES : AGREEMENT) * Math.abs(x)));
        }
    }

    private static Map<String, JsonNode> leaves(String place, JsonNode node) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        if (node.isObject()) {
            node.properties().forEach(entry -> leaves.putAll(leaves(place + "." + entry.getKey(), entry.getValue())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves.putAll(leaves(place + "[" + i + "]", node.get(i)));
            }
        } else {
            leaves.put(place, node);
        }
        return leaves;
    }
}
