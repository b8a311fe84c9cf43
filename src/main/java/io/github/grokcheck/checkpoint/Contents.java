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
        return new Contents(
                tensors.containsKey(StateDict.MARK) ? List.of(new StateDict("", tensors, Set.of())) : List.of(),
                Map.of(),
                List.copyOf(tensors.keySet()));
    }
}
