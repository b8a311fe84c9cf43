package io.github.grokcheck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private static final Weights WEIGHTS = TinyModels.random(5, TinyModels.SIZES, 3);

    private static Map<WeightName, Tensor> tensors() {
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        Arrays.stream(WeightName.values()).forEach(name -> tensors.put(name, WEIGHTS.get(name)));
        return tensors;
    }

    @Test
    void the_sizes_follow_from_the_shapes() {
        assertThat(WEIGHTS.p()).isEqualTo(5);
        assertThat(WEIGHTS.architecture()).isEqualTo(TinyModels.SIZES);
    }

    @Test
    void the_authors_sizes_have_226816_parameters() {
        Architecture authors = new Architecture(128, 4, 32, 512);

        assertThat(Arrays.stream(WeightName.values())
                        .mapToInt(name -> name.shape(113, authors).count())
                        .sum())
                .isEqualTo(226_816);
        assertThat(WeightName.W_U.shape(113, authors)).hasToString("[d_model=128, d_vocab_out=114]");
    }

    @Test
    void a_missing_tensor_is_named() {
        Map<WeightName, Tensor> tensors = tensors();
        tensors.remove(WeightName.B_IN);

        assertThatThrownBy(() -> new Weights(tensors))
                .isInstanceOf(ShapeException.class)
                .hasMessage("blocks.0.mlp.b_in is missing");
    }

    @Test
    void a_tensor_the_other_way_round_is_named_with_both_shapes() {
        Map<WeightName, Tensor> tensors = tensors();
        tensors.put(WeightName.W_OUT, WEIGHTS.get(WeightName.W_OUT).transposed());

        assertThatThrownBy(() -> new Weights(tensors))
                .isInstanceOf(ShapeException.class)
                .hasMessage("blocks.0.mlp.W_out has shape [10, 8], expected [d_model=8, d_mlp=10]");
    }

    @Test
    void nan_is_refused() {
        double[] values = WEIGHTS.get(WeightName.B_OUT).toArray();
        values[3] = Double.NaN;

        assertThatThrownBy(() -> TinyModels.with(WEIGHTS, WeightName.B_OUT, values))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("blocks.0.mlp.b_out holds NaN");
    }

    @Test
    void only_the_biases_start_at_zero() {
        assertThat(WeightName.values())
                .filteredOn(WeightName::isBias)
                .containsExactly(WeightName.B_IN, WeightName.B_OUT);
    }
}
