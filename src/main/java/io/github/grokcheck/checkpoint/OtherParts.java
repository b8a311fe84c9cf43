package io.github.grokcheck.checkpoint;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a file has besides the eleven tensors. The forward pass knows neither attention and unembedding biases nor
 * normalisation nor further layers; a model that has them is refused by name, for dropping them would measure another one.
 */
final class OtherParts {
    /** TransformerLens models always have them; harmless where they are zero. */
    private static final Set<String> BIASES =
            Set.of("blocks.0.attn.b_Q", "blocks.0.attn.b_K", "blocks.0.attn.b_V", "blocks.0.attn.b_O", "unembed.b_U");

    /** Which positions may be attended to: "=" comes last and is the only one read. */
    private static final String MASK = "blocks.0.attn.mask";

    /** The score of a position that may not be attended to. */
    private static final String MASKED_SCORE = "blocks.0.attn.IGNORE";

    /** Other names that Chughtai et al.'s code gives to the embedding. */
    private static final Set<String> EMBEDDINGS = Set.of("x_embed", "y_embed");

    /** Parts without weights of their own by which TransformerLens' normalisation shows. */
    private static final List<String> NORMALISATION = List.of("hook_scale", "hook_normalized");

    private OtherParts() {}

    /** @throws InputException naming the first part that the forward pass does not have */
    static void check(Path file, StateDict model) {
        model.tensors().forEach((name, tensor) -> check(file, model, name, tensor));
        model.modules().stream()
                .filter(module -> NORMALISATION.stream().anyMatch(module::endsWith))
                .sorted()
                .findFirst()
                .ifPresent(module -> {
                    throw new InputException(file + ": has layer normalisation (" + module
                            + "), which the paper's transformer has not; it cannot be measured");
                });
    }

    private static void check(Path file, StateDict model, String name, StoredTensor tensor) {
        if (Arrays.stream(WeightName.values()).anyMatch(known -> known.key().equals(name))
                || name.equals(MASKED_SCORE)) {
            return;
        }
        if (BIASES.contains(name)) {
            checkZero(file, name, tensor);
        } else if (name.equals(MASK)) {
            checkLastRow(file, tensor);
        } else if (EMBEDDINGS.contains(name)) {
            checkSame(file, name, tensor, model);
        } else {
            throw new InputException(file + ": has a tensor \"" + name
                    + "\", which the paper's one-layer transformer has not; it cannot be measured");
        }
    }

    private static void checkZero(Path file, String name, StoredTensor tensor) {
        double largest =
                Arrays.stream(tensor.numbers().get()).map(Math::abs).max().orElse(0);
        if (!(largest == 0)) {
            throw new InputException("%s: %s is not zero (largest entry %.3g); the paper's transformer has no such bias"
                            .formatted(file, name, largest)
                    + ", and a model with one cannot be measured");
        }
    }

    private static void checkLastRow(Path file, StoredTensor mask) {
        double[] entries = mask.numbers().get();
        int columns = mask.sizes().isEmpty() ? 1 : mask.sizes().get(mask.sizes().size() - 1);
        for (int i = Math.max(0, entries.length - columns); i < entries.length; i++) {
            if (entries[i] != 1) {
                throw new InputException(
                        file + ": " + MASK + " hides positions from the last one; the paper's transformer sees all");
            }
        }
    }

    private static void checkSame(Path file, String name, StoredTensor tensor, StateDict model) {
        StoredTensor embedding = model.tensors().get(StateDict.MARK);
        if (embedding == null
                || !tensor.sizes().equals(embedding.sizes())
                || !Arrays.equals(tensor.numbers().get(), embedding.numbers().get())) {
            throw new InputException(
                    file + ": " + name + " is another embedding than " + StateDict.MARK + "; it cannot be measured");
        }
    }
}
