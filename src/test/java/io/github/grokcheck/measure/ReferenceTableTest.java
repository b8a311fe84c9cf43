package io.github.grokcheck.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceTableTest {
    /** As the file has it: remarks, then the names, then one line for each of the authors' runs. */
    @Test
    void a_table_is_its_names_and_its_rows_without_the_remarks() {
        ReferenceTable table = ReferenceTable.read("fraction-sweep.csv");
        assertThat(table.header())
                .containsExactly("train-fraction", "epoch.test-loss-below-1", "epoch.test-loss-below-0.1");
        assertThat(table.rows().get(0)).containsExactly("0.95", "123", "157");
        assertThat(table.rows()).allSatisfy(row -> assertThat(row).hasSize(3));
    }
}
