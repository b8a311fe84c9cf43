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
        actual.sum(2, from, 5, factors, from, rows, count);
        assertThat(values(actual, type)[2]).isEqualTo(values(expected, type)[0]);
        assertThat(values(actual, type)[1]).isEqualTo(values(filled(type, 3), type)[1]);
        from.sum(5, from, 5, factors, filled(type, 12), rows, count);
        assertThat(values(from, type)[5]).isEqualTo(values(expected, type)[0]);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void a_slice_is_of_the_same_memory(DataType type) {
        Rows all = filled(type, 5);
        Rows some = all.slice(1, 3);
        assertThat(some.count()).isEqualTo(2);
        some.clear();
        assertThat(values(all, type)).hasDimensions(5, WIDTH);
        assertThat(values(all, type)[1]).containsOnly(0);
        assertThat(values(all, type)[2]).containsOnly(0);
        assertThat(values(all, type)[3]).isEqualTo(values(filled(type, 5), type)[3]);
        assertThat(values(all, type)[0]).isEqualTo(values(filled(type, 5), type)[0]);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void dots_of_parts_are_those_of_the_parts_alone(DataType type) {
        Rows left = row(type, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        Rows others = Rows.of(type, 3, 10);
        others.round(1, 0, new double[] {1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, 0, 10);
        others.round(2, 0, new double[] {1, 0, 0, 1, 2, 0, 0, 2, 0, 10}, 0, 10);
        double[] first = new double[5];
        double[] second = new double[5];
        left.dots(0, others, 1, 2, first, second);
        assertThat(first).containsExactly(3, 14, 33, 60, 95);
        assertThat(second).containsExactly(1, 4, 10, 16, 100);
        double[] wholeFirst = new double[1];
        double[] wholeSecond = new double[1];
        left.dots(0, others, 1, 2, wholeFirst, wholeSecond);
        assertThat(wholeFirst).containsExactly(205);
        assertThat(wholeSecond).containsExactly(131);
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
