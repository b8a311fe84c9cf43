package io.github.grokcheck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.support.NaiveTransformer;
import io.github.grokcheck.support.TinyModels;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: {@link NaiveTransformer}, one example at a time through all three positions. */
class ForwardPassTest {
    /** Two orders of summation in float64 on numbers below 100; the worst difference seen is 2e-14. */
    private static final Offset<Double> ROUNDING = within(1e-12);

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void agrees_with_the_transformer_written_out_for_every_pair(int p) {
        Weights weights = TinyModels.random(p, TinyModels.SIZES, 1);
        Activations activations = ForwardPass.onAllPairs(weights);

        for (int row = 0; row < p * p; row++) {
            NaiveTransformer naive = new NaiveTransformer(weights, row / p, row % p);
            assertThat(activations.residMid().row(row)).containsExactly(naive.mid, ROUNDING);
            assertThat(activations.neurons().row(row)).containsExactly(naive.neurons, ROUNDING);
            assertThat(activations.logits().row(row)).containsExactly(Arrays.copyOf(naive.logits, p), ROUNDING);
            for (int head = 0; head < TinyModels.SIZES.nHeads(); head++) {
                assertThat(activations.attention().at(head, row)).isCloseTo(naive.attention[head][0], ROUNDING);
            }
        }
    }

    @Test
    void works_where_the_heads_do_not_fill_the_stream() {
        Weights weights = TinyModels.random(5, new Architecture(6, 3, 4, 2), 2);

        assertThat(ForwardPass.onAllPairs(weights).logits().row(7))
                .containsExactly(Arrays.copyOf(new NaiveTransformer(weights, 1, 2).logits, 5), ROUNDING);
    }

    @Test
    void the_order_of_the_numbers_matters_through_the_positions() {
        var logits = ForwardPass.onAllPairs(TinyModels.random(5, TinyModels.SIZES, 1))
                .logits();

        assertThat(logits.row(1 * 5 + 2)).isNotEqualTo(logits.row(2 * 5 + 1));
    }

    @Test
    void scores_far_apart_do_not_overflow() {
        Weights weights = TinyModels.random(5, TinyModels.SIZES, 1);
        double[] huge = weights.get(WeightName.W_Q).map(x -> 1e6 * x).toArray();

        Activations activations = ForwardPass.onAllPairs(TinyModels.with(weights, WeightName.W_Q, huge));

        assertThat(activations.logits().isFinite()).isTrue();
        assertThat(Arrays.stream(activations.attention().toArray())).allMatch(x -> x >= 0 && x <= 1);
    }
}
