package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.support.TinyModels;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Planted W_L and W_E with spectra known in closed form. */
class WeightStructureTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int P = 7;

    private static double cos(int k, int x) {
        return Math.cos(2 * Math.PI * k * x / P);
    }

    private static double sin(int k, int x) {
        return Math.sin(2 * Math.PI * k * x / P);
    }

    /** W_L's columns: 4 cos of the highest frequency, 3 sin of the first, and a constant of squared length 7·0.25. */
    private static final Weights PLANTED = new PlantedModel(P, 3)
            .readOut(0, c -> 4 * cos(3, c))
            .readOut(1, c -> 3 * sin(1, c))
            .readOut(2, c -> 0.5)
            .weights();

    @Test
    void key_frequencies_are_read_from_the_neuron_to_logit_map() {
        assertThat(ModelMeasure.W_L_KEY_FREQUENCIES.of(Measured.weights(PLANTED)))
                .isEqualTo(new Value.Frequencies(List.of(1, 3)));
    }

    @Test
    void a_frequency_weaker_than_three_tenths_of_the_largest_is_no_key() {
        Weights weak = new PlantedModel(P, 2)
                .readOut(0, c -> cos(3, c))
                .readOut(1, c -> 0.29 * cos(2, c))
                .weights();
        Weights strong = new PlantedModel(P, 2)
                .readOut(0, c -> cos(3, c))
                .readOut(1, c -> 0.31 * cos(2, c))
                .weights();

        assertThat(Measured.weights(weak).keys()).hasToString("[3]");
        assertThat(Measured.weights(strong).keys()).hasToString("[2, 3]");
    }

    @Test
    void the_equals_output_takes_no_part_in_w_l() {
        assertThat(Measured.weights(PLANTED).neuronToLogit().shape()).hasToString("[d_vocab_out=7, d_mlp=3]");
    }

    /** A one-hot embedding is the identity: every component has length 1, "=" is left out. */
    @Test
    void a_one_hot_embedding_shows_every_frequency_and_no_sparsity() {
        MeasuredModel model = Measured.weights(PLANTED);

        assertThat(ModelMeasure.W_E_PROMINENT_FREQUENCIES.of(model)).isEqualTo(new Value.Frequencies(List.of(1, 2, 3)));
        assertThat(number(ModelMeasure.W_E_GINI, model)).isCloseTo(0, ROUNDING);
    }

    @Test
    void an_embedding_of_one_wave_shows_that_wave() {
        double[] embedding = new double[PLANTED.get(WeightName.W_E).shape().count()];
        for (int token = 0; token < P; token++) {
            embedding[token] = cos(2, token);
        }
        embedding[P] = 1000; // "=", which is no number
        MeasuredModel model = Measured.weights(TinyModels.with(PLANTED, WeightName.W_E, embedding));

        assertThat(ModelMeasure.W_E_PROMINENT_FREQUENCIES.of(model)).isEqualTo(new Value.Frequencies(List.of(2)));
        assertThat(number(ModelMeasure.W_E_GINI, model)).isCloseTo(6.0 / 7, ROUNDING);
    }

    @Test
    void the_gini_of_w_l_takes_all_p_norms_the_constant_among_them() {
        // Lengths 4·√3.5, 3·√3.5, 0.5·√7 and four zeros; by hand from the sorted list.
        double[] norms = {0, 0, 0, 0, 0.5 * Math.sqrt(7), 3 * Math.sqrt(3.5), 4 * Math.sqrt(3.5)};
        double sum = norms[4] + norms[5] + norms[6];
        double expected = 1 - 2 * (norms[4] * 2.5 + norms[5] * 1.5 + norms[6] * 0.5) / (7 * sum);

        assertThat(number(ModelMeasure.W_L_GINI, Measured.weights(PLANTED))).isCloseTo(expected, ROUNDING);
    }

    @Test
    void the_residual_counts_the_constant_in_the_denominator_only() {
        double first = 9 * 3.5;
        double third = 16 * 3.5;
        double constant = 0.25 * 7;

        assertThat(number(ModelMeasure.W_L_RESIDUAL, Measured.weights(PLANTED)))
                .isCloseTo(constant / (first + third + constant), ROUNDING);
        assertThat(number(ModelMeasure.W_L_RESIDUAL, Measured.weights(PLANTED, 3)))
                .isCloseTo((first + constant) / (first + third + constant), ROUNDING);
    }

    @Test
    void wrong_a_ratio_of_norms_is_ten_times_the_ratio_of_squares() {
        double squared = number(ModelMeasure.W_L_RESIDUAL, Measured.weights(PLANTED));

        assertThat(Math.sqrt(squared)).isGreaterThan(5 * squared);
    }

    /** Squared singular values 16·3.5, 9·3.5 and 7·x²: the third is needed if it holds more than 1 %. */
    @Test
    void the_rank_holds_99_percent_of_the_squares() {
        assertThat(number(ModelMeasure.W_L_RANK_99, Measured.weights(PLANTED))).isEqualTo(3);
        assertThat(number(ModelMeasure.W_L_RANK_99, Measured.weights(withConstant(0.35))))
                .isEqualTo(2);
        assertThat(number(ModelMeasure.W_L_RANK_99, Measured.weights(withConstant(0.36))))
                .isEqualTo(3);
    }

    private static Weights withConstant(double constant) {
        return new PlantedModel(P, 3)
                .readOut(0, c -> 4 * cos(3, c))
                .readOut(1, c -> 3 * sin(1, c))
                .readOut(2, c -> constant)
                .weights();
    }

    @Test
    void the_rank_is_not_that_of_the_centred_matrix() {
        Weights constantOnly = new PlantedModel(P, 1).readOut(0, c -> 1).weights();

        assertThat(number(ModelMeasure.W_L_RANK_99, Measured.weights(constantOnly)))
                .isEqualTo(1);
    }

    @Test
    void the_sum_of_squares_takes_every_tensor_biases_and_equals_columns_included() {
        Weights weights = TinyModels.random(5, TinyModels.SIZES, 4);
        double before = number(ModelMeasure.SUM_OF_SQUARES, Measured.weights(weights));
        for (WeightName name : WeightName.values()) {
            double[] values = weights.get(name).toArray();
            double last = values[values.length - 1];
            values[values.length - 1] = 5;

            assertThat(number(ModelMeasure.SUM_OF_SQUARES, Measured.weights(TinyModels.with(weights, name, values))))
                    .as(name.key())
                    .isCloseTo(before + 25 - last * last, ROUNDING);
        }
    }

    @Test
    void gini_of_a_one_hot_vector_of_length_4_is_three_quarters() {
        assertThat(Gini.of(new double[] {0, 0, 5, 0})).isEqualTo(new Value.Scalar(0.75));
    }

    @Test
    void gini_of_one_two_three_by_hand() {
        // 1 − 2/3 · (1/6 · 2.5 + 2/6 · 1.5 + 3/6 · 0.5) = 2/9, in any order.
        assertThat(((Value.Scalar) Gini.of(new double[] {3, 1, 2})).x()).isCloseTo(2.0 / 9, ROUNDING);
        assertThat(((Value.Scalar) Gini.of(new double[] {7, 7, 7})).x()).isCloseTo(0, ROUNDING);
    }

    @Test
    void wrong_the_gini_of_squares_is_larger() {
        double[] norms = {3, 1, 2};
        double[] squares = Arrays.stream(norms).map(x -> x * x).toArray();

        assertThat(((Value.Scalar) Gini.of(squares)).x()).isGreaterThan(0.15 + ((Value.Scalar) Gini.of(norms)).x());
    }

    @Test
    void the_gini_of_nothing_is_undefined() {
        assertThat(Gini.of(new double[3])).isEqualTo(new Value.Undefined("all components are 0"));
    }
}
