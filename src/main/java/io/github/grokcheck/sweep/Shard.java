package io.github.grokcheck.sweep;

import io.github.grokcheck.config.Experiment;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several shares of a list of recipes. The shares of a list are the same on every machine, no recipe is in two of
 * them, and together they are the list. They cost about the same.
 *
 * @param index which share, from 0
 * @param count how many shares there are
 */
public record Shard(int index, int count) {
    /** The whole list. */
    public static final Shard WHOLE = new Shard(0, 1);

    private static final Pattern WORDS = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    index + "/" + count + " is no shard; shards are counted from 0, so the last of 4 is 3/4");
        }
    }

    /**
     * Reads {@code i/n}.
     *
     * @throws IllegalArgumentException in one line, if it is something else
     */
    public static Shard parse(String words) {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + words + "\" is no shard; a shard is i/n, as in 0/4 for the first of four");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * This share of a list, in the list's order: the recipes are dealt out, the dearest first, each to the share that
     * has cost least so far.
     */
    public List<Experiment> of(List<Experiment> recipes) {
        long[] costs = new long[count];
        Set<Integer> mine = new HashSet<>();
        IntStream.range(0, recipes.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> cost(recipes.get(i)))
                        .reversed())
                .forEach(i -> {
                    int least = cheapest(costs);
                    costs[least] += cost(recipes.get(i));
                    if (least == index) {
                        mine.add(i);
                    }
                });
        return IntStream.range(0, recipes.size())
                .filter(mine::contains)
                .mapToObj(recipes::get)
                .toList();
    }

    /** Epochs times pairs that are trained on; at least 1, so that short runs are spread too. */
    static long cost(Experiment recipe) {
        double pairs =
                (double) recipe.task().p() * recipe.task().p() * recipe.task().trainFraction();
        return Math.max(1, (long) (recipe.schedule().epochs() * pairs));
    }

    private static int cheapest(long[] costs) {
        return IntStream.range(0, costs.length)
                .boxed()
                .min(Comparator.comparingLong(i -> costs[i]))
                .orElseThrow();
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
