package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {
    private static final int WIDTH = 37;

    /** Four rows at a time, then the rest one by one: the same bits as one row after another. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 0", "FLOAT32, 1", "FLOAT32, 4", "FLOAT32, 11", "FLOAT64, 0", "FLOAT64, 3", "FLOAT64, 9"})
    void a_sum_of_rows_has_the_bits_of_its_additions_in_turn(DataType type, int count) {
        Rows from = filled(type, 12);
        double[] factors =
                IntStream.range(0, count).mapToDouble(i -> Math.cos(i)).toArray();
        int[] rows = IntStream.range(0, count).map(i -> (7 * i + 2) % 12).toArray();
        Rows expected = Rows.of(type, 1, WIDTH);
        expected.addScaled(0, 1, from, 5);
        for (int i = 0; i < count; i++) {
            expected.addScaled(0, factors[i], from, rows[i]);
        }
        Rows actual = filled(type, 3);
        actual.sum(2, from, 5, factors, from, rows);
        assertThat(values(actual, type)[2]).isEqualTo(values(expected, type)[0]);
        assertThat(values(actual, type)[1]).isEqualTo(values(filled(type, 3), type)[1]);
        from.sum(5, from, 5, factors, filled(type, 12), rows);
        assertThat(values(from, type)[5]).isEqualTo(values(expected, type)[0]);
    }

    /** Twice eight at a time, then one alone. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void dots_with_seventeen_rows_are_those_with_each_alone(DataType type) {
        Rows left = row(type, 1, 2, 3);
        Rows others = Rows.of(type, 4, 3);
        others.round(1, 0, new double[] {1, 0, 0}, 0, 3);
        others.round(2, 0, new double[] {0, 1, 10}, 0, 3);
        others.round(3, 0, new double[] {-1, -1, -1}, 0, 3);
        double[] dots = new double[17];
        left.dots(0, others, new int[] {1, 2, 3, 0, 1, 1, 2, 3, 2, 0, 0, 3, 1, 2, 2, 1, 3}, dots);
        assertThat(dots).containsExactly(1, 32, -6, 0, 1, 1, 32, -6, 32, 0, 0, -6, 1, 32, 32, 1, -6);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void eight_dots_have_the_bits_of_one(DataType type) {
        Rows rows = filled(type, 9);
        double[] together = new double[8];
        rows.dots(0, rows, IntStream.rangeClosed(1, 8).toArray(), together);
        for (int row = 1; row <= 8; row++) {
            double[] alone = new double[1];
            rows.dots(0, rows, new int[] {row}, alone);
            assertThat(together[row - 1]).isEqualTo(alone[0]).isNotZero();
        }
    }

    /** 2^digits + 1 is the least whole number that the precision does not hold, so that only this order gives 0. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 24", "FLOAT64, 53"})
    void dots_are_summed_from_left_to_right_in_the_rows_precision(DataType type, int digits) {
        double great = Math.scalb(1.0, digits);
        double[] dots = new double[9];
        row(type, 1, 1, 1).dots(0, row(type, great, 1, -great), new int[9], dots);
        assertThat(dots).containsOnly(0);
    }

    private static Rows row(DataType type, double... values) {
        Rows rows = Rows.of(type, 1, values.length);
        rows.round(0, 0, values, 0, values.length);
        return rows;
    }

    private static Rows filled(DataType type, int count) {
        double[] values = new double[count * WIDTH];
        Arrays.setAll(values, i -> Math.sin(i + 0.5));
        Rows rows = Rows.of(type, count, WIDTH);
        for (int row = 0; row < count; row++) {
            rows.round(row, 0, values, row * WIDTH, WIDTH);
        }
        return rows;
    }

    private static double[][] values(Rows rows, DataType type) {
        try (NDManager manager = Libtorch.engine().newBaseManager(Device.cpu())) {
            EngineMemory memory = EngineMemory.allocate(manager, type, rows.count(), rows.width());
            rows.store(memory);
            double[] flat = Libtorch.toDoubles(memory.array());
            return IntStream.range(0, rows.count())
                    .mapToObj(row -> Arrays.copyOfRange(flat, row * rows.width(), (row + 1) * rows.width()))
                    .toArray(double[][]::new);
        }
    }
}
