package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One model's tensors by name, as PyTorch's {@code state_dict()} gives them.
 *
 * @param place where in the file: {@code ""} at the top, {@code model}, {@code state_dicts[400]}
 * @param tensors by name, in the file's order
 * @param modules names of the model's parts, those without weights included, where the file lists them
 */
record StateDict(String place, Map<String, StoredTensor> tensors, Set<String> modules) {
    /** Every model of this task has it, and nothing else is called so. */
    static final String MARK = "embed.W_E";

    /**
     * What stands before every name, if these are a model's names: nothing, or what a wrapper put there, as {@code
     * module.} in {@code module.embed.W_E}.
     */
    static Optional<String> prefix(Collection<String> names) {
        return names.stream()
                .filter(name -> name.equals(MARK) || name.endsWith("." + MARK))
                .map(name -> name.substring(0, name.length() - MARK.length()))
                .findFirst();
    }

    /** The same without a prefix; if a name lacks it, no prefix is taken off, and the names will be found to be wrong. */
    StateDict without(String prefix) {
        if (!tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
            return this;
        }
        Map<String, StoredTensor> bare = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> bare.put(name.substring(prefix.length()), tensor));
        return new StateDict(place, bare, modules);
    }

    /** @throws InputException if the tensors together are too large to be read */
    void checkSize(Path file) {
        long count = tensors.values().stream().mapToLong(StoredTensor::count).sum();
        if (count > Strided.MOST_NUMBERS) {
            throw new InputException(file + ": its tensors have " + count + " numbers together, at most "
                    + Strided.MOST_NUMBERS + " are read; the paper's model has 226,816");
        }
    }
}
