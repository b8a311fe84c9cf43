package io.github.grokcheck.report;

import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured on one checkpoint, as a JSON object: {@code checkpoint} says of what, {@code quantities} holds each
 * value under its measure's id.
 */
public final class QuantitiesJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private QuantitiesJson() {}

    /**
     * The checkpoint that was measured.
     *
     * @param file its name
     * @param sha256 digest of the file
     * @param format of the file, for people
     * @param layout of its tensors, for people
     * @param p the modulus
     * @param split which pairs counted as training pairs, if known
     * @param keys the key frequencies that were used, the model's own or given ones
     */
    public record Measured(
            String file,
            String sha256,
            String format,
            String layout,
            int p,
            Optional<SplitOf> split,
            List<Integer> keys) {}

    /** Where a split comes from. */
    public sealed interface SplitOf {
        /**
         * Drawn as the authors draw it.
         *
         * @param seed of the shuffle
         * @param trainFraction share of the pairs that are trained on
         */
        record Drawn(long seed, double trainFraction) implements SplitOf {}

        /**
         * Listed pair by pair.
         *
         * @param file the list's name
         * @param pairs how many are trained on
         */
        record Listed(String file, int pairs) implements SplitOf {}
    }

    /** The whole text, ending in a line break. An undefined quantity is null, an unavailable one absent. */
    public static String of(Measured checkpoint, Map<ModelMeasure, Value> values) {
        ObjectNode root = NODES.objectNode();
        root.set("checkpoint", description(checkpoint));
        ObjectNode quantities = root.putObject("quantities");
        values.forEach((measure, value) -> {
            if (!(value instanceof Value.Unavailable)) {
                quantities.set(measure.id(), node(value));
            }
        });
        return JSON.writeValueAsString(root) + "\n";
    }

    private static ObjectNode description(Measured checkpoint) {
        ObjectNode node = NODES.objectNode();
        node.put("file", checkpoint.file());
        node.put("sha256", checkpoint.sha256());
        node.put("format", checkpoint.format());
        node.put("layout", checkpoint.layout());
        node.put("p", checkpoint.p());
        node.set(
                "split", checkpoint.split().<JsonNode>map(QuantitiesJson::split).orElseGet(NODES::nullNode));
        checkpoint.keys().forEach(node.putArray("keys")::add);
        return node;
    }

    private static ObjectNode split(SplitOf split) {
        if (split instanceof SplitOf.Listed listed) {
            return NODES.objectNode().put("file", listed.file()).put("train-pairs", listed.pairs());
        }
        SplitOf.Drawn drawn = (SplitOf.Drawn) split;
        return NODES.objectNode().put("seed", drawn.seed()).put("train-fraction", drawn.trainFraction());
    }

    /** A value as JSON: number, integer, list, object by member, or null. */
    static JsonNode node(Value value) {
        if (value instanceof Value.Scalar scalar) {
            return NODES.numberNode(scalar.x());
        }
        if (value instanceof Value.Count count) {
            return NODES.numberNode(count.n());
        }
        if (value instanceof Value.Frequencies frequencies) {
            return NODES.arrayNode()
                    .addAll(frequencies.k().stream()
                            .<JsonNode>map(NODES::numberNode)
                            .toList());
        }
        ObjectNode members = NODES.objectNode();
        if (value instanceof Value.Members some) {
            some.byName().forEach(members::put);
            return members;
        }
        if (value instanceof Value.Counts counts) {
            counts.byFrequency().forEach((k, n) -> members.put(k.toString(), n));
            return members;
        }
        return value instanceof Value.Heads heads ? heads(heads) : NODES.nullNode();
    }

    private static JsonNode heads(Value.Heads heads) {
        return NODES.arrayNode()
                .addAll(heads.heads().stream()
                        .map(head -> head.<JsonNode>map(QuantitiesJson::head).orElseGet(NODES::nullNode))
                        .toList());
    }

    private static ObjectNode head(Value.Head head) {
        return NODES.objectNode().put("frequency", head.frequency()).put("fve", head.fve());
    }
}
