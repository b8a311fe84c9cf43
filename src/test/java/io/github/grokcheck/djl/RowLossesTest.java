package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowLossesTest {
    private static final Offset<Double> ROUNDING = within(1e-14);

    private final NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());

    @AfterEach
    void free() {
        manager.close();
    }

    /** Logits ln 1, ln 2 and ln 5: probabilities 1/8, 2/8 and 5/8. */
    @Test
    void three_logits_by_hand() {
        double[] losses = new double[1];
        NDArray gradient = compute(
                new RowLosses(manager, 1, 3, 1), logits(1, 3, 0, Math.log(2), Math.log(5)), new int[] {1}, losses, 0);
        assertThat(losses[0]).isCloseTo(Math.log(4), ROUNDING);
        assertThat(gradient.toDoubleArray()).containsExactly(new double[] {.125, -.75, .625}, ROUNDING);
    }

    /** Rows are summed four at a time: each has the bits it has alone, wherever it stands. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 11})
    void a_row_does_not_depend_on_its_neighbours(int count) {
        int width = 7;
        double[] values = new double[count * width];
        Arrays.setAll(values, i -> Math.sin(i * i));
        int[] labels = new int[count + 2];
        Arrays.setAll(labels, i -> i % width);
        double[] losses = new double[count + 2];
        NDArray gradient =
                compute(new RowLosses(manager, count, width, 1), logits(count, width, values), labels, losses, 2);
        for (int row = 0; row < count; row++) {
            double[] own = Arrays.copyOfRange(values, row * width, (row + 1) * width);
            double[] loss = new double[1];
            NDArray alone = compute(
                    new RowLosses(manager, 1, width, 1), logits(1, width, own), new int[] {labels[row + 2]}, loss, 0);
            assertThat(losses[row + 2]).isEqualTo(loss[0]);
            assertThat(gradient.get(row).toDoubleArray()).isEqualTo(alone.toDoubleArray());
        }
        assertThat(losses).startsWith(0, 0);
    }

    @Test
    void fewer_rows_after_more_see_nothing_of_them() {
        double[] losses = new double[5];
        RowLosses rows = new RowLosses(manager, 5, 3, 1);
        compute(rows, manager.ones(new Shape(5, 3), DataType.FLOAT64), new int[] {0, 1, 2, 0, 1}, losses, 0);
        NDArray gradient =
                compute(rows, logits(1, 3, 0, Math.log(2), Math.log(5)), new int[] {0, 1, 2, 0, 1}, losses, 1);
        assertThat(losses)
                .containsExactly(
                        new double[] {Math.log(3), Math.log(4), Math.log(3), Math.log(3), Math.log(3)}, ROUNDING);
        assertThat(gradient.toDoubleArray()).containsExactly(new double[] {.125, -.75, .625}, ROUNDING);
    }

    /** Nearly sure, 1 − softmax is lost in float64 where it is computed as a difference. */
    @Test
    void the_right_answers_gradient_is_minus_the_sum_of_the_wrong_ones() {
        double[] losses = new double[1];
        NDArray gradient = compute(new RowLosses(manager, 1, 3, 1), logits(1, 3, 50, 0, 1), new int[] {0}, losses, 0);
        double wrong = Math.exp(-50) + Math.exp(-49);
        assertThat(losses[0] / wrong).isCloseTo(1, ROUNDING);
        assertThat(gradient.toDoubleArray()[0] / wrong).isCloseTo(-1, ROUNDING);
    }

    @Test
    void wrong_answers_that_outweigh_float64_have_a_loss_and_a_gradient_all_the_same() {
        double[] losses = new double[2];
        NDArray gradient = compute(
                new RowLosses(manager, 2, 3, 4),
                logits(2, 3, 0, 2000, 0, 0, 2000, 2000 + Math.log(3)),
                new int[] {2, 0},
                losses,
                0);
        assertThat(losses).containsExactly(new double[] {2000, 2000 + Math.log(4)}, within(1e-11));
        assertThat(gradient.toDoubleArray())
                .containsExactly(new double[] {0, .25, -.25, -.25, .0625, .1875}, within(1e-13));
    }

    @Test
    void the_gradient_is_of_the_mean() {
        NDArray gradient = compute(
                new RowLosses(manager, 1, 3, 10),
                logits(1, 3, 0, Math.log(2), Math.log(5)),
                new int[] {1},
                new double[1],
                0);
        assertThat(gradient.toDoubleArray()).containsExactly(new double[] {.0125, -.075, .0625}, ROUNDING);
    }

    private static NDArray compute(RowLosses rows, NDArray logits, int[] labels, double[] losses, int from) {
        return rows.compute(logits, rows.ofRows(Math.toIntExact(logits.size(0))), labels, losses, from);
    }

    private NDArray logits(int rows, int width, double... values) {
        return manager.create(values, new Shape(rows, width));
    }
}
