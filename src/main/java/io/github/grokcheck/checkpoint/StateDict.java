package io.github.grokcheck.checkpoint;

import java.util.Map;
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
}
