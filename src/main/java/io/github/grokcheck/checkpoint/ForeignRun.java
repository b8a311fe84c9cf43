package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.LossCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The checkpoints of a whole run in one file: a list of state dictionaries, a list of as many epochs, and the losses, as
 * in the authors' archive of their mainline run ({@code state_dicts}, {@code epochs}, {@code train_losses}, {@code
 * test_losses}).
 *
 * @param places where the checkpoint of each epoch is, ascending, by the file's own epochs, which the paper speaks of. The
 *     authors save after the step, so that their checkpoint "e" has taken one step more than this project's
 * @param losses of each epoch; empty where the file has none
 */
public record ForeignRun(SortedMap<Integer, String> places, LossCurve losses) {
    private static final Pattern ITEM = Pattern.compile("(.*)\\[(\\d+)]");

    public ForeignRun {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    /**
     * Finds the run in a file.
     *
     * @param file named in errors
     * @param every epochs between two checkpoints, where the file does not say their epochs
     * @throws InputException if the file holds no list of models or does not say their epochs
     */
    public static ForeignRun in(CheckpointFile open, Path file, Optional<Integer> every) {
        List<String> places = items(open, file);
        List<Double> epochs = every.map(step -> IntStream.range(0, places.size())
                        .mapToObj(i -> (double) i * step)
                        .toList())
                .orElseGet(() -> epochs(open, file, places.size()));
        SortedMap<Integer, String> byEpoch = new TreeMap<>();
        for (int i = 0; i < places.size(); i++) {
            byEpoch.put(epochs.get(i).intValue(), places.get(i));
        }
        return new ForeignRun(byEpoch, losses(open.lists()));
    }

    /** The longest list of models: beside it there may be one more model, the last one again. */
    private static List<String> items(CheckpointFile open, Path file) {
        Map<String, List<String>> byList = new TreeMap<>();
        for (String place : open.places()) {
            Matcher item = ITEM.matcher(place);
            if (item.matches()) {
                byList.computeIfAbsent(item.group(1), list -> new ArrayList<>()).add(place);
            }
        }
        return byList.values().stream()
                .max(Comparator.comparingInt(List::size))
                .filter(list -> list.size() > 1)
                .orElseThrow(() -> new InputException(file + ": holds no list of models, only "
                        + open.places().size() + " by name; `measure` and `verify --model` read a single one"));
    }

    private static List<Double> epochs(CheckpointFile open, Path file, int count) {
        return named(open.lists(), name -> name.endsWith("epochs"))
                .filter(list -> list.size() >= count)
                .filter(ForeignRun::ascends)
                .map(list -> list.subList(0, count))
                .orElseThrow(
                        () -> new InputException(
                                file + ": holds " + count
                                        + " models, but no ascending list \"epochs\" of as many; say --every N if it is an archive of a run"));
    }

    private static boolean ascends(List<Double> epochs) {
        return epochs.get(0) >= 0
                && epochs.get(epochs.size() - 1) < Integer.MAX_VALUE
                && epochs.stream().allMatch(epoch -> epoch == Math.rint(epoch))
                && IntStream.range(1, epochs.size()).allMatch(i -> epochs.get(i - 1) < epochs.get(i));
    }

    private static LossCurve losses(Map<String, List<Double>> lists) {
        List<Double> train = named(lists, name -> name.endsWith("train_losses")).orElse(List.of());
        List<Double> test = named(lists, name -> name.endsWith("test_losses")).orElse(List.of());
        return new LossCurve(IntStream.range(0, train.size())
                .mapToObj(epoch -> new LossCurve.Point(
                        epoch, train.get(epoch), epoch < test.size() ? test.get(epoch) : Double.NaN))
                .toList());
    }

    private static Optional<List<Double>> named(Map<String, List<Double>> lists, Predicate<String> name) {
        return lists.entrySet().stream()
                .filter(entry -> name.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
