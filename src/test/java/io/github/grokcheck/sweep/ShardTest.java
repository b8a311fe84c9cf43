package io.github.grokcheck.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.config.Experiment.AdamW;
import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.config.Experiment.Schedule;
import io.github.grokcheck.config.Experiment.Seeds;
import io.github.grokcheck.config.Experiment.Task;
import io.github.grokcheck.config.Recipes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    private static final int[] PRIMES = {3, 5, 7, 59, 113, 197, 1009};

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shares_are_complete_disjoint_in_order_and_the_same_every_time(int seed) {
        Random random = new Random(seed);
        List<Experiment> recipes = recipes(random);
        int count = 1 + random.nextInt(2 * recipes.size() + 2);

        List<List<Experiment>> shares = shares(recipes, count);

        List<Experiment> together = new ArrayList<>();
        shares.forEach(together::addAll);
        assertThat(together).containsExactlyInAnyOrderElementsOf(recipes);
        assertThat(shares)
                .allSatisfy(share -> assertThat(share)
                        .isSortedAccordingTo((a, b) -> Integer.compare(recipes.indexOf(a), recipes.indexOf(b))));
        assertThat(shares(new ArrayList<>(recipes), count)).isEqualTo(shares);
    }

    /** A share is given another recipe only while no share has cost less. */
    @ParameterizedTest
    @MethodSource("seeds")
    void no_share_costs_more_than_the_cheapest_and_one_recipe(int seed) {
        Random random = new Random(seed);
        List<Experiment> recipes = recipes(random);
        List<Long> costs = shares(recipes, 1 + random.nextInt(recipes.size() + 1)).stream()
                .map(share -> share.stream().mapToLong(Shard::cost).sum())
                .toList();
        long dearest = recipes.stream().mapToLong(Shard::cost).max().orElse(0);

        assertThat(Collections.max(costs) - Collections.min(costs)).isBetween(0L, dearest);
    }

    @Test
    void as_many_shares_as_recipes_have_one_each() {
        List<Experiment> recipes = Recipes.findList("docs/runs.yaml").orElseThrow();
        assertThat(shares(recipes, recipes.size()))
                .allSatisfy(share -> assertThat(share).hasSize(1));
    }

    @Test
    void a_cost_is_epochs_times_pairs() {
        assertThat(Shard.cost(recipe("a", 5, 0.4, 3))).isEqualTo(3 * 10);
        assertThat(Shard.cost(recipe("a", 5, 0.4, 0))).isEqualTo(1);
    }

    @Test
    void the_words_are_index_and_count() {
        assertThat(Shard.parse("0/1")).isEqualTo(Shard.WHOLE);
        assertThat(Shard.parse("3/12")).isEqualTo(new Shard(3, 12)).hasToString("3/12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3/3", "0/0", "7/3", "a/b", "-1/2", "1/-2", "1", "1/2/3", "", "1 / 2", "0/9999999999"})
    void other_words_are_refused_with_what_is_allowed(String words) {
        assertThatThrownBy(() -> Shard.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageMatching(".*(0/4|3/4).*");
    }

    private static List<List<Experiment>> shares(List<Experiment> recipes, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Shard(index, count).of(recipes))
                .toList();
    }

    private static List<Experiment> recipes(Random random) {
        return IntStream.range(0, random.nextInt(40))
                .mapToObj(i -> recipe(
                        "run-" + i,
                        PRIMES[random.nextInt(PRIMES.length)],
                        0.05 + 0.9 * random.nextDouble(),
                        random.nextInt(3) == 0 ? 1000 : random.nextInt(100_000)))
                .toList();
    }

    private static Experiment recipe(String name, int p, double fraction, int epochs) {
        return new Experiment(
                name,
                new Task(p, fraction),
                new Architecture(8, 2, 4, 16),
                new AdamW(1e-3, 1, 0.9, 0.98, 1e-8, 10),
                new Schedule(epochs, 10),
                new Seeds(0, 0));
    }
}
