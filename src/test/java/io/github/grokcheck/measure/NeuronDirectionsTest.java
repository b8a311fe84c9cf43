package io.github.grokcheck.measure;

import static io.github.grokcheck.measure.Measured.members;
import static io.github.grokcheck.measure.Measured.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.spectral.Frequency;
import io.github.grokcheck.spectral.SumDirections;
import io.github.grokcheck.support.PlantedModel;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Neurons and read-outs planted so that what the directions carry is known. */
class NeuronDirectionsTest {
    private static final Offset<Double> ROUNDING = within(1e-11);
    private static final int P = 7;

    private static double cos(int k, int x) {
        return Math.cos(2 * Math.PI * k * x / P);
    }

    /** Each pair its own neuron: the direction W_LᵀF[2k−1] carries exactly what the logits hold along cos k of c. */
    private static MeasuredModel pairNeurons(PlantedModel.Logit logit, int... keys) {
        return Measured.logits(PlantedModel.logits(P, logit), keys);
    }

    @Test
    void waves_in_a_plus_b_are_explained_in_full() {
        MeasuredModel model = Measured.logits(PlantedModel.cosineLogits(P, 0, 4, 0, 3));

        assertThat(members(ModelMeasure.DIRECTIONS_FVE, model))
                .containsOnlyKeys("cos.1", "sin.1", "cos.3", "sin.3")
                .allSatisfy((name, fve) -> assertThat(fve).isCloseTo(1, ROUNDING));
        assertThat(number(ModelMeasure.DIRECTIONS_SMALLEST_FVE, model)).isCloseTo(1, ROUNDING);
    }

    /** Along cos c stands 3·cos(a+b) + cos(a): sums of squares 9/2 and 1/2 per pair. */
    @Test
    void anything_else_along_a_direction_lowers_its_share() {
        MeasuredModel model = pairNeurons((a, b, c) -> 3 * cos(1, a + b - c) + cos(1, a) * cos(1, c), 1);

        assertThat(members(ModelMeasure.DIRECTIONS_FVE, model))
                .hasEntrySatisfying("cos.1", fve -> assertThat(fve).isCloseTo(0.9, ROUNDING))
                .hasEntrySatisfying("sin.1", fve -> assertThat(fve).isCloseTo(1, ROUNDING));
        assertThat(number(ModelMeasure.DIRECTIONS_SMALLEST_FVE, model)).isCloseTo(0.9, ROUNDING);
    }

    @Test
    void a_direction_gets_no_credit_for_the_other_phase() {
        MeasuredModel model = pairNeurons(
                (a, b, c) ->
                        Math.sin(2 * Math.PI * (a + b) / P) * cos(1, c) + cos(1, a + b) * Math.sin(2 * Math.PI * c / P),
                1);

        assertThat(members(ModelMeasure.DIRECTIONS_FVE, model))
                .allSatisfy((name, fve) -> assertThat(fve).isCloseTo(0, ROUNDING));
    }

    /** Along cos c stands 5 + cos(a+b): with the mean left in, its square would be most of the sum of squares. */
    private static final MeasuredModel WITH_MEAN = pairNeurons((a, b, c) -> cos(1, a + b - c) + 5 * cos(1, c), 1);

    @Test
    void right_the_mean_is_taken_off_first() {
        assertThat(members(ModelMeasure.DIRECTIONS_FVE, WITH_MEAN))
                .hasEntrySatisfying("cos.1", fve -> assertThat(fve).isCloseTo(1, ROUNDING));
    }

    @Test
    void wrong_with_the_mean_left_in_hardly_anything_is_explained() {
        Tensor along = WITH_MEAN
                .activations()
                .neurons()
                .times(WITH_MEAN.neuronToLogit().transposed())
                .times(column(WITH_MEAN.basis().rows().row(1)));
        double[] wave = SumDirections.cosine(WITH_MEAN.basis(), new Frequency(1, P));
        double product = IntStream.range(0, P * P)
                .mapToDouble(n -> wave[n] * along.at(n))
                .sum();

        assertThat(product * product / along.sumOfSquares()).isCloseTo(0.5 / 25.5, ROUNDING);
    }

    private static Tensor column(double[] values) {
        return Tensor.of(Shape.of(Axis.ANY, values.length, Axis.ANY, 1), values);
    }

    /** Two neurons read out along cos 1 and cos 3 of c; a third is read out along neither. */
    @Test
    void on_and_off_the_directions_split_the_neurons_contribution() {
        PlantedModel planted = planted(1, 1, 1);
        double bias = 0.4;
        Weights both = planted.classBias(c -> bias * c).weights();
        Weights on = planted(1, 0, 0).classBias(c -> bias * c).weights();
        Weights off = planted(0, 1, 1).classBias(c -> bias * c).weights();
        MeasuredModel model = Measured.weights(both, 1);

        assertThat(number(ModelMeasure.MLP_ON_DIRECTIONS, model))
                .isCloseTo(number(ModelMeasure.LOSS_ALL, Measured.weights(on)), ROUNDING);
        assertThat(number(ModelMeasure.MLP_OFF_DIRECTIONS, model))
                .isCloseTo(number(ModelMeasure.LOSS_ALL, Measured.weights(off)), ROUNDING);
    }

    /** Neurons that depend on a and b in three ways, read out with the given strengths along cos 1, cos 3 and a constant. */
    private static PlantedModel planted(double first, double third, double constant) {
        return new PlantedModel(P, 3)
                .neuron(0, a -> 1 + cos(1, a), b -> 1 + cos(1, b), 0)
                .readOut(0, c -> first * 2 * cos(1, c))
                .neuron(1, a -> 2 + cos(3, a), b -> 0, 0)
                .readOut(1, c -> third * 3 * cos(3, c))
                .neuron(2, a -> 0, b -> b, 0)
                .readOut(2, c -> constant * (c == 2 ? 1 : 0) - constant * projectionOnFirst(c));
    }

    /** What of the second class's indicator lies along cos 1 and sin 1. */
    private static double projectionOnFirst(int c) {
        return 2.0 / P * cos(1, c - 2);
    }

    @Test
    void the_skip_stays_in_both() {
        Weights weights = TinyModels.random(P, TinyModels.SIZES, 21);
        Weights silent = TinyModels.with(
                weights,
                WeightName.W_OUT,
                new double[weights.get(WeightName.W_OUT).shape().count()]);
        MeasuredModel model = Measured.weights(silent, 1, 2);
        double skip = number(ModelMeasure.LOSS_ALL, model);

        assertThat(skip).isNotCloseTo(Math.log(P), within(0.1));
        assertThat(number(ModelMeasure.MLP_ON_DIRECTIONS, model)).isCloseTo(skip, ROUNDING);
        assertThat(number(ModelMeasure.MLP_OFF_DIRECTIONS, model)).isCloseTo(skip, ROUNDING);
    }

    @Test
    void silent_neurons_have_no_explained_variance() {
        Weights silent = new PlantedModel(P, 2).readOut(0, c -> cos(1, c)).weights();

        assertThat(ModelMeasure.DIRECTIONS_FVE.of(Measured.weights(silent)))
                .isEqualTo(new Value.Undefined("the neurons never vary along cos.1"));
        assertThat(ModelMeasure.DIRECTIONS_SMALLEST_FVE.of(Measured.weights(silent)))
                .isInstanceOf(Value.Undefined.class);
    }

    @Test
    void an_orthonormal_basis_has_as_many_columns_as_the_rank() {
        Tensor dependent = Tensor.of(Shape.of(Axis.ANY, 3, Axis.ANY, 3), 1, 2, 0, 1, 2, 0, 0, 0, 5);
        Tensor basis = LinearAlgebra.orthonormalBasis(dependent).orElseThrow();

        assertThat(basis.shape()).hasToString("[any=3, any=2]");
        assertThat(basis.transposed().times(basis).toArray()).containsExactly(new double[] {1, 0, 0, 1}, ROUNDING);
        assertThat(basis.times(basis.transposed()).times(dependent).toArray())
                .containsExactly(dependent.toArray(), ROUNDING);
        assertThat(LinearAlgebra.orthonormalBasis(dependent.map(x -> 0))).isEmpty();
    }

    @Test
    void singular_values_of_a_diagonal_are_its_lengths() {
        Tensor diagonal = Tensor.of(Shape.of(Axis.ANY, 2, Axis.ANY, 3), 0, -2, 0, 3, 0, 0);

        assertThat(LinearAlgebra.singularValues(diagonal)).containsExactly(new double[] {3, 2}, ROUNDING);
    }
}
