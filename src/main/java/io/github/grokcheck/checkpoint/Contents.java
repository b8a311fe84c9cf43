package io.github.grokcheck.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file holds, as far as it matters here.
 *
 * @param models state dictionaries with an embedding, in the file's order
 * @param lists lists of numbers by their place: {@code train_losses}
 * @param names what there is at the top, for errors
 */
record Contents(List<StateDict> models, Map<String, List<Double>> lists, List<String> names) {
    Contents {
        models = List.copyOf(models);
        lists = Map.copyOf(lists);
        names = List.copyOf(names);
    }

    /** A file that is one state dictionary and nothing else. */
    static Contents of(Map<String, StoredTensor> tensors) {
        List<StateDict> models =
                StateDict.prefix(tensors.keySet())
                        .map(prefix -> new StateDict("", tensors, Set.of()).without(prefix))
                        .stream()
                        .toList();
        return new Contents(models, Map.of(), List.copyOf(tensors.keySet()));
    }
}
