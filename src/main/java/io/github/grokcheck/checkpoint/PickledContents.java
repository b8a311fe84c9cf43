package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.Dict;
import io.github.grokcheck.checkpoint.PickleValue.Items;
import io.github.grokcheck.checkpoint.PickleValue.Key;
import io.github.grokcheck.checkpoint.PickleValue.Real;
import io.github.grokcheck.checkpoint.PickleValue.Text;
import io.github.grokcheck.checkpoint.PickleValue.Tuple;
import io.github.grokcheck.checkpoint.PickleValue.View;
import io.github.grokcheck.checkpoint.PickleValue.Whole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds models and lists of numbers in what a pickle held, at whatever depth people put them. */
final class PickledContents {
    /** {@code metrics[3].model} and the like; containers may hold themselves. */
    private static final int DEEPEST = 8;

    private static final String METADATA = "_metadata";

    private final Storages storages;
    private final List<StateDict> models = new ArrayList<>();
    private final Map<String, List<Double>> lists = new LinkedHashMap<>();
    private final Set<PickleValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private PickledContents(Storages storages) {
        this.storages = storages;
    }

    /** Gives the tensor that a view describes, after checking that it is there. */
    @FunctionalInterface
    interface Storages {
        /**
         * The tensor, its numbers not yet read.
         *
         * @throws io.github.grokcheck.trajectory.InputException if the storage is missing or smaller than the view
         */
        StoredTensor tensor(String name, View view);
    }

    /** What a pickle's value holds. */
    static Contents of(PickleValue top, Storages storages) {
        PickledContents found = new PickledContents(storages);
        found.visit("", top, 0);
        return new Contents(found.models, found.lists, top instanceof Dict dictionary ? keys(dictionary) : List.of());
    }

    private static List<String> tensorNames(Dict dictionary) {
        return dictionary.entries().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof View)
                .map(entry -> word(entry.getKey()))
                .toList();
    }

    private static List<String> keys(Dict dictionary) {
        return dictionary.entries().keySet().stream().map(PickledContents::word).toList();
    }

    private static String word(Key key) {
        return key instanceof Text text ? text.value() : key instanceof Whole whole ? "" + whole.value() : "?";
    }

    private void visit(String place, PickleValue value, int depth) {
        if (depth > DEEPEST || !seen.add(value)) {
            return;
        }
        if (value instanceof Dict dictionary) {
            Optional<String> prefix = StateDict.prefix(tensorNames(dictionary));
            if (prefix.isPresent()) {
                models.add(stateDict(place, dictionary).without(prefix.get()));
            } else {
                dictionary.entries().forEach((key, inner) -> visit(below(place, word(key)), inner, depth + 1));
            }
        } else if (value instanceof Items list) {
            visitAll(place, list.items(), depth);
        } else if (value instanceof Tuple tuple) {
            visitAll(place, tuple.items(), depth);
        }
    }

    private void visitAll(String place, List<PickleValue> items, int depth) {
        Optional<List<Double>> numbers = numbers(items);
        if (numbers.isPresent()) {
            lists.put(place, numbers.get());
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            visit(place + "[" + i + "]", items.get(i), depth + 1);
        }
    }

    private static String below(String place, String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private static Optional<List<Double>> numbers(List<PickleValue> items) {
        List<Double> numbers = new ArrayList<>(items.size());
        for (PickleValue item : items) {
            if (item instanceof Real real) {
                numbers.add(real.value());
            } else if (item instanceof Whole whole) {
                numbers.add((double) whole.value());
            } else {
                return Optional.empty();
            }
        }
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers);
    }

    private StateDict stateDict(String place, Dict dictionary) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        dictionary.entries().forEach((key, value) -> {
            if (value instanceof View view) {
                tensors.put(word(key), storages.tensor(word(key), view));
            }
        });
        Set<String> modules = dictionary.attributes().get(new Text(METADATA)) instanceof Dict metadata
                ? metadata.entries().keySet().stream()
                        .map(PickledContents::word)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
        return new StateDict(place, tensors, modules);
    }
}
