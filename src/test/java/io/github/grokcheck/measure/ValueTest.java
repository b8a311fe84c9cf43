package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void no_value_holds_nan_or_infinity(double x) {
        assertThatThrownBy(() -> new Value.Scalar(x)).hasMessage("a measured value must be finite, got " + x);
        assertThatThrownBy(() -> new Value.Members(Map.of("14", x))).hasMessageContaining("must be finite");
        assertThatThrownBy(() -> new Value.Head(14, x)).hasMessageContaining("must be finite");
        assertThat(Value.finite(x, "0/0")).isEqualTo(new Value.Undefined("0/0"));
        assertThat(Value.finite(Map.of("14", 1.0, "35", x), "0/0")).isEqualTo(new Value.Undefined("0/0"));
    }

    @Test
    void what_is_finite_is_a_number() {
        assertThat(Value.finite(-0.5, "0/0")).isEqualTo(new Value.Scalar(-0.5));
        assertThat(Value.finite(Map.of("14", 1.0), "0/0")).isEqualTo(new Value.Members(Map.of("14", 1.0)));
    }

    @Test
    void frequencies_ascend_and_members_keep_their_order() {
        Map<String, Double> members = new LinkedHashMap<>();
        members.put("sin.9", 1.0);
        members.put("cos.14", 2.0);
        Value.Members value = new Value.Members(members);
        members.clear();

        assertThat(new Value.Frequencies(List.of(52, 14)).k()).containsExactly(14, 52);
        assertThat(value.byName().keySet()).containsExactly("sin.9", "cos.14");
    }
}
