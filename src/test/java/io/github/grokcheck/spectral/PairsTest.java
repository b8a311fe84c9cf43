package io.github.grokcheck.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of pairs: lines, sum directions, two-dimensional spectra, each against its definition. */
class PairsTest {
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int P = 7;
    private static final FourierBasis BASIS = FourierBasis.orthonormal(P);

    private static Tensor noise(int p, int columns) {
        double[] values =
                new SplittableRandom(6).doubles((long) p * p * columns, -1, 1).toArray();
        return Tensor.owning(Shape.of(Axis.PAIR, p * p, Axis.ANY, columns), values);
    }

    private static Tensor function(ToDoubleBiFunction<Integer, Integer> f) {
        double[] values = new double[P * P];
        for (int row = 0; row < P * P; row++) {
            values[row] = f.applyAsDouble(row / P, row % P);
        }
        return Tensor.owning(Shape.of(Axis.PAIR, P * P, Axis.ANY, 1), values);
    }

    private static double cos(int k, int x) {
        return Math.cos(2 * Math.PI * k * x / P);
    }

    private static double sin(int k, int x) {
        return Math.sin(2 * Math.PI * k * x / P);
    }

    /** Ĝ[f, g] of one column by its double sum. */
    private static double[][] transformed(FourierBasis basis, Tensor onPairs, int column) {
        int p = basis.p();
        double[][] result = new double[p][p];
        for (int f = 0; f < p; f++) {
            for (int g = 0; g < p; g++) {
                for (int row = 0; row < p * p; row++) {
                    result[f][g] += basis.rows().at(f, row / p) * basis.rows().at(g, row % p) * onPairs.at(row, column);
                }
            }
        }
        return result;
    }

    @Test
    void four_families_of_lines() {
        int row = 2 * P + 6;

        assertThat(PairLines.FIRST.line(row, P)).isEqualTo(2);
        assertThat(PairLines.SECOND.line(row, P)).isEqualTo(6);
        assertThat(PairLines.SUM.line(row, P)).isEqualTo(1);
        assertThat(PairLines.DIFFERENCE.line(row, P)).isEqualTo(3);
    }

    @Test
    void the_mean_over_a_line_is_that_of_its_p_pairs() {
        IntBinaryOperator value = (a, b) -> 10 * a + b;
        Tensor x = function((a, b) -> value.applyAsInt(a, b));

        double expected = 0;
        for (int a = 0; a < P; a++) {
            expected += value.applyAsInt(a, Math.floorMod(3 - a, P)) / (double) P;
        }

        assertThat(PairLines.SUM.means(x, P).at(3, 0)).isCloseTo(expected, ROUNDING);
        assertThat(PairLines.FIRST.means(x, P).at(4, 0)).isCloseTo(43, ROUNDING);
        assertThat(PairLines.SECOND.means(x, P).at(4, 0)).isCloseTo(34, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void sum_directions_are_unit_waves_in_a_plus_b(int p) {
        FourierBasis basis = FourierBasis.orthonormal(p);
        for (Frequency k : basis.frequencies()) {
            double[] cosine = SumDirections.cosine(basis, k);
            double[] sine = SumDirections.sine(basis, k);
            for (int row = 0; row < p * p; row++) {
                double angle = 2 * Math.PI * k.k() * (row / p + row % p) / p;
                assertThat(cosine[row]).isCloseTo(Math.sqrt(2) / p * Math.cos(angle), ROUNDING);
                assertThat(sine[row]).isCloseTo(Math.sqrt(2) / p * Math.sin(angle), ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void the_projection_by_line_means_is_that_by_inner_products(int p) {
        FourierBasis basis = FourierBasis.orthonormal(p);
        Tensor x = noise(p, 2);
        for (Frequency k : basis.frequencies()) {
            Tensor table = SumDirections.project(basis, x, List.of(k));
            double[] cosine = SumDirections.cosine(basis, k);
            double[] sine = SumDirections.sine(basis, k);
            double[] alongCosine = x.transposed().times(cosine);
            double[] alongSine = x.transposed().times(sine);
            for (int row = 0; row < p * p; row++) {
                for (int column = 0; column < 2; column++) {
                    assertThat(table.at((row / p + row % p) % p, column))
                            .isCloseTo(cosine[row] * alongCosine[column] + sine[row] * alongSine[column], ROUNDING);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void spectrum_and_shares_are_those_of_the_double_sum(int p) {
        FourierBasis basis = FourierBasis.orthonormal(p);
        Tensor x = noise(p, 3);
        double[][][] transforms = {transformed(basis, x, 0), transformed(basis, x, 1), transformed(basis, x, 2)};

        Tensor energies = PairSpectrum.ofColumns(basis, x).energies();
        SingleFrequencyShares shares = SingleFrequencyShares.ofColumns(basis, x);

        for (int f = 0; f < p; f++) {
            for (int g = 0; g < p; g++) {
                double expected = 0;
                for (double[][] transform : transforms) {
                    expected += transform[f][g] * transform[f][g];
                }
                assertThat(energies.at(f, g)).isCloseTo(expected, ROUNDING);
            }
        }
        for (Frequency k : basis.frequencies()) {
            for (int column = 0; column < 3; column++) {
                assertThat(shares.share(column, k)).isCloseTo(share(transforms[column], k), ROUNDING);
            }
        }
    }

    private static double share(double[][] transform, Frequency k) {
        int[] block = {0, k.cosineRow(), k.sineRow()};
        double total = 0;
        double inBlock = 0;
        for (double[] row : transform) {
            for (double coefficient : row) {
                total += coefficient * coefficient;
            }
        }
        for (int f : block) {
            for (int g : block) {
                inBlock += transform[f][g] * transform[f][g];
            }
        }
        double constant = transform[0][0] * transform[0][0];
        return (inBlock - constant) / (total - constant);
    }

    @Test
    void a_wave_in_a_plus_b_fills_its_block_in_equal_parts() {
        PairSpectrum spectrum = PairSpectrum.ofColumns(BASIS, function((a, b) -> 5 + cos(3, a + b)));

        double each = P * P / 2.0 / 2;
        assertThat(spectrum.energies().at(5, 5)).isCloseTo(each, ROUNDING);
        assertThat(spectrum.energies().at(6, 6)).isCloseTo(each, ROUNDING);
        assertThat(spectrum.blockEnergy(List.of(new Frequency(3, P)))).isCloseTo(2 * each, ROUNDING);
        assertThat(spectrum.energyWithoutConstant()).isCloseTo(2 * each, ROUNDING);
        assertThat(spectrum.energies().at(0, 0)).isCloseTo(25 * P * P, within(1e-9));
        assertThat(spectrum.descendingNorms()).hasSize(48).startsWith(spectrum.descendingNorms()[0]);
        assertThat(spectrum.descendingNorms()[1]).isCloseTo(Math.sqrt(each), ROUNDING);
        assertThat(spectrum.descendingNorms()[2]).isCloseTo(0, ROUNDING);
    }

    /** Each product of two waves has p²/4 as its sum of squares: (1 + 4 + 9 + 16) · 49/4. */
    @Test
    void a_block_holds_all_four_products_of_a_frequencys_waves() {
        PairSpectrum spectrum = PairSpectrum.ofColumns(
                BASIS,
                function((a, b) -> cos(2, a) * cos(2, b)
                        + 2 * cos(2, a) * sin(2, b)
                        + 3 * sin(2, a) * cos(2, b)
                        + 4 * sin(2, a) * sin(2, b)));

        assertThat(spectrum.blockEnergy(List.of(new Frequency(2, P)))).isCloseTo(30 * 49 / 4.0, within(1e-10));
    }

    @Test
    void the_share_ignores_the_mean_and_knows_the_highest_frequency() {
        SingleFrequencyShares shares =
                SingleFrequencyShares.ofColumns(BASIS, function((a, b) -> 8 + cos(3, a) * cos(3, b) + cos(3, b)));

        assertThat(shares.share(0, new Frequency(3, P))).isCloseTo(1, ROUNDING);
        assertThat(shares.best(0).orElseThrow().frequency()).isEqualTo(new Frequency(3, P));
    }

    @Test
    void two_frequencies_share_by_their_squares() {
        SingleFrequencyShares shares =
                SingleFrequencyShares.ofColumns(BASIS, function((a, b) -> 3 * cos(1, a) + cos(2, a - b)));

        assertThat(shares.share(0, new Frequency(1, P))).isCloseTo(0.9, ROUNDING);
        assertThat(shares.share(0, new Frequency(2, P))).isCloseTo(0.1, ROUNDING);
    }

    @Test
    void a_product_of_two_frequencies_belongs_to_neither() {
        SingleFrequencyShares shares =
                SingleFrequencyShares.ofColumns(BASIS, function((a, b) -> cos(1, a) * cos(2, b)));

        assertThat(shares.best(0).orElseThrow().fve()).isCloseTo(0, ROUNDING);
    }

    /** A third is no binary fraction: summed 49 times and divided by 49 it is another number. */
    @Test
    void a_function_that_never_varies_has_no_share_at_all() {
        SingleFrequencyShares shares = SingleFrequencyShares.ofColumns(BASIS, function((a, b) -> 1.0 / 3));

        assertThat(shares.best(0)).isEmpty();
        assertThat(shares.share(0, new Frequency(1, P))).isZero();
    }

    @Test
    void variation_is_the_sum_of_squared_deviations() {
        Tensor x = Tensor.of(Shape.of(Axis.ANY, 3, Axis.ANY, 2), 1, 0.1, 2, 0.1, 6, 0.1);

        assertThat(Variation.ofColumns(x)).containsExactly(14, 0);
        assertThat(Variation.ofAll(Tensor.of(Shape.of(Axis.ANY, 2, Axis.ANY, 2), 1, 2, 3, 6)))
                .isEqualTo(14);
        assertThat(Variation.ofAll(x.map(value -> 0.1))).isZero();
    }

    @Test
    void other_numbers_of_pairs_are_refused() {
        Tensor five = noise(5, 1);

        assertThatThrownBy(() -> PairLines.SUM.means(five, P))
                .isInstanceOf(ShapeException.class)
                .hasMessage("expected p² = 49 rows, got [pair=25, any=1]");
        assertThatThrownBy(() -> PairSpectrum.ofColumns(BASIS, five))
                .isInstanceOf(ShapeException.class)
                .hasMessage("expected p² = 49 rows, got [pair=25, any=1]");
    }
}
