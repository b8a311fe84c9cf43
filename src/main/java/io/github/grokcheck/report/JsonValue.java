package io.github.grokcheck.report;

import io.github.grokcheck.measure.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A measured value as JSON, numbers with five significant digits. What is nearer to 0 than 10⁻¹² is rounding error, which
 * depends on the processor's arithmetic, and is written as 0.
 */
final class JsonValue {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final MathContext FIVE_DIGITS = new MathContext(5);
    private static final double ROUNDING_ERROR = 1e-12;

    private JsonValue() {}

    static JsonNode of(Value value) {
        if (value instanceof Value.Scalar scalar) {
            return number(scalar.x());
        } else if (value instanceof Value.Count count) {
            return JSON.numberNode(count.n());
        } else if (value instanceof Value.Frequencies frequencies) {
            ArrayNode list = JSON.arrayNode();
            frequencies.k().forEach(list::add);
            return list;
        } else if (value instanceof Value.Members members) {
            ObjectNode object = JSON.objectNode();
            members.byName().forEach((name, x) -> object.set(name, number(x)));
            return object;
        } else if (value instanceof Value.Counts counts) {
            ObjectNode object = JSON.objectNode();
            counts.byFrequency().forEach((k, n) -> object.put(k.toString(), n));
            return object;
        } else if (value instanceof Value.Heads heads) {
            return heads(heads);
        } else if (value instanceof Value.Undefined undefined) {
            return JSON.objectNode().put("undefined", undefined.because());
        } else if (value instanceof Value.Unavailable unavailable) {
            return JSON.objectNode().put("unavailable", unavailable.because());
        }
        throw new IllegalStateException("no JSON for " + value.getClass());
    }

    private static ArrayNode heads(Value.Heads heads) {
        ArrayNode list = JSON.arrayNode();
        heads.heads()
                .forEach(head -> list.add(head.<JsonNode>map(h -> JSON.objectNode()
                                .put("frequency", h.frequency())
                                .set("fve", number(h.fve())))
                        .orElseGet(JSON::nullNode)));
        return list;
    }

    static JsonNode number(double x) {
        if (Math.abs(x) < ROUNDING_ERROR) {
            return JSON.numberNode(0);
        }
        boolean whole = x == Math.rint(x) && Math.abs(x) < 1e9;
        BigDecimal exact = new BigDecimal(x);
        return JSON.numberNode(whole ? exact : exact.round(FIVE_DIGITS).stripTrailingZeros());
    }
}
