package io.github.grokcheck.djl;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.training.SweepRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which runs share a batch, and which row trains them in which order. Only the list of recipes decides, not what is
 * trained already: a batch that is continued is cut as it was at first.
 *
 * @param rows for each row of the batch its runs, the longest first
 */
record BatchPlan(List<List<SweepRun>> rows) {
    /** What must agree between runs that share a batch. */
    private record Sizes(int p, Architecture architecture) {
        static Sizes of(SweepRun run) {
            Experiment experiment = run.experiment();
            return new Sizes(experiment.task().p(), experiment.architecture());
        }
    }

    /** Runs whose sizes agree, in the order of the list. */
    static Collection<List<SweepRun>> groups(List<SweepRun> runs) {
        Map<Sizes, List<SweepRun>> groups =
                runs.stream().collect(Collectors.groupingBy(Sizes::of, LinkedHashMap::new, Collectors.toList()));
        return groups.values();
    }

    /**
     * Deals out runs whose sizes agree: the longest first, each to the row that has the fewest epochs by then.
     *
     * @param most rows
     */
    static BatchPlan of(List<SweepRun> group, int most) {
        List<List<SweepRun>> rows = IntStream.range(0, Math.min(most, group.size()))
                .<List<SweepRun>>mapToObj(row -> new ArrayList<>())
                .toList();
        group.stream()
                .sorted(Comparator.comparing(BatchPlan::epochs).reversed())
                .forEach(run -> {
                    List<SweepRun> shortest = rows.stream()
                            .min(Comparator.comparing(BatchPlan::total))
                            .orElseThrow();
                    shortest.add(run);
                });
        return new BatchPlan(rows);
    }

    /**
     * As many rows as keep each other company to the end: all epochs over those of the longest run, rounded up. More
     * would only wait for that run.
     */
    static int rowsWorthFilling(List<SweepRun> group) {
        long longest = group.stream().mapToLong(BatchPlan::epochs).max().orElse(0);
        return longest == 0 ? group.size() : Math.toIntExact((total(group) + longest - 1) / longest);
    }

    private static long total(List<SweepRun> runs) {
        return runs.stream().mapToLong(BatchPlan::epochs).sum();
    }

    private static long epochs(SweepRun run) {
        return run.experiment().schedule().epochs();
    }

    /**
     * How many rows a batch has. If nobody asks for a number: as many as keep each other company to the end and fit.
     *
     * @param fitting rows that the memory has room for
     * @throws TrainingException if more are asked for than fit
     */
    static int rows(int fitting, List<SweepRun> runs, Optional<Integer> asked) {
        int wanted = asked.orElseGet(() -> Math.min(fitting, worthFilling(runs)));
        if (Math.min(wanted, runs.size()) > fitting) {
            throw new TrainingException(
                    "--at-once is " + wanted + ", but the GPU's free memory has room for " + fitting
                            + " such runs; give at most that or a smaller --chunk-size",
                    null);
        }
        return wanted;
    }

    private static int worthFilling(List<SweepRun> runs) {
        return groups(runs).stream().mapToInt(BatchPlan::rowsWorthFilling).max().orElse(1);
    }
}
