package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.training.SweepRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which runs share a batch, and how many rows it gets. */
class BatchPlanTest {
    private static final Experiment MAINLINE = Recipes.find("mainline");
    private static final long PAPER = BatchMemory.perRun(MAINLINE, 960);

    @Test
    void runs_share_a_batch_if_modulus_and_architecture_agree() {
        SweepRun wide = run(with(MAINLINE.task(), new Architecture(128, 4, 32, 1024)));
        SweepRun other = run(with(new Task(59, 0.3), MAINLINE.architecture()));
        SweepRun more = run(with(MAINLINE.task().withTrainFraction(0.5), MAINLINE.architecture()));
        List<SweepRun> list = List.of(of(100), wide, more, other, of(200));
        assertThat(BatchPlan.groups(list))
                .containsExactly(List.of(list.get(0), more, list.get(4)), List.of(wide), List.of(other));
    }

    @Test
    void the_longest_run_comes_first_and_the_shortest_row_gets_the_next() {
        List<SweepRun> list = List.of(of(20), of(90), of(60), of(30), of(50));
        assertThat(BatchPlan.of(list, 2).rows())
                .containsExactly(List.of(list.get(1), list.get(3)), List.of(list.get(2), list.get(4), list.get(0)));
    }

    @Test
    void there_are_no_more_rows_than_runs() {
        assertThat(BatchPlan.of(List.of(of(1), of(2)), 9).rows()).hasSize(2);
    }

    @Test
    void rows_are_worth_filling_as_long_as_none_waits_for_the_longest_run() {
        assertThat(BatchPlan.rowsWorthFilling(List.of(of(100), of(100), of(100))))
                .isEqualTo(3);
        assertThat(BatchPlan.rowsWorthFilling(List.of(of(100), of(50), of(50)))).isEqualTo(2);
        assertThat(BatchPlan.rowsWorthFilling(List.of(of(100), of(51), of(50)))).isEqualTo(3);
        assertThat(BatchPlan.rowsWorthFilling(List.of(of(0), of(0)))).isEqualTo(2);
    }

    /** On a processor a run was seen to add 34 MiB to the greatest memory of the process. */
    @Test
    void a_run_of_the_papers_sizes_is_not_estimated_below_what_was_measured() {
        assertThat(PAPER).isBetween(34L << 20, 51L << 20);
    }

    @Test
    void memory_bounds_the_rows() {
        List<SweepRun> twenty = IntStream.range(0, 20).mapToObj(i -> of(100)).toList();
        assertThat(BatchMemory.rows(10 * PAPER, twenty, 960)).isEqualTo(8);
        assertThat(BatchMemory.rows(PAPER / 2, twenty, 960)).isEqualTo(1);
        assertThat(BatchPlan.rows(8, twenty, Optional.empty())).isEqualTo(8);
        assertThat(BatchPlan.rows(30, twenty, Optional.empty())).isEqualTo(20);
        assertThat(BatchPlan.rows(8, twenty, Optional.of(5))).isEqualTo(5);
        assertThat(BatchPlan.rows(8, twenty.subList(0, 3), Optional.of(100))).isEqualTo(100);
        assertThatThrownBy(() -> BatchPlan.rows(8, twenty, Optional.of(9)))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("--at-once is 9", "room for 8", "--chunk-size");
    }

    @Test
    void a_larger_run_in_the_list_and_a_smaller_chunk_change_what_fits() {
        SweepRun wide = run(with(MAINLINE.task(), new Architecture(128, 4, 32, 4096)));
        assertThat(BatchMemory.rows(100 * PAPER, List.of(of(1), wide), 960))
                .isLessThan(BatchMemory.rows(100 * PAPER, List.of(of(1)), 960) / 2);
        assertThat(BatchMemory.rows(100 * PAPER, List.of(of(1)), 96)).isGreaterThan(150);
    }

    private static SweepRun of(int epochs) {
        return run(MAINLINE.withEpochs(epochs));
    }

    private static SweepRun run(Experiment experiment) {
        return new SweepRun(experiment, Path.of("run"));
    }

    private static Experiment with(Task task, Architecture architecture) {
        return new Experiment("other", task, architecture, MAINLINE.optimizer(), MAINLINE.schedule(), MAINLINE.seeds());
    }
}
