package io.github.grokcheck.trajectory;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights after some number of optimizer steps, stored as {@code epoch-00400.safetensors} under the authors' names.
 *
 * @param run the run's name
 * @param epoch optimizer steps taken; 0 is the initialization. The authors' checkpoint "e" has taken e + 1
 * @param weights float32 values, widened
 */
public record Checkpoint(String run, int epoch, Weights weights) {
    private static final Pattern FILE_NAME = Pattern.compile("epoch-(\\d{1,9})\\.safetensors");

    /** The name of the file that holds the checkpoint of an epoch. */
    public static String fileName(int epoch) {
        return "epoch-%05d.safetensors".formatted(epoch);
    }

    /** The epoch in a checkpoint's file name, or −1 if the name is another. */
    public static int epochOf(Path file) {
        Matcher matcher = FILE_NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** Writes the weights to a file, which appears whole or not at all. */
    public void writeTo(Path file) {
        Map<String, Stored> tensors = new LinkedHashMap<>();
        for (WeightName name : WeightName.values()) {
            Tensor tensor = weights.get(name);
            tensors.put(name.key(), new Stored(tensor.shape().sizes(), tensor.toArray()));
        }
        Safetensors.write(file, tensors);
    }

    /**
     * Reads weights from a file.
     *
     * @throws InputException if the file is missing or damaged, lacks a tensor, or has one of the wrong shape
     */
    public static Checkpoint read(Path file) {
        Map<String, Stored> stored = Safetensors.read(file);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            Stored tensor = stored.get(name.key());
            if (tensor == null) {
                throw new InputException(file + ": has no tensor \"" + name.key() + "\"; it has " + stored.keySet());
            }
            if (tensor.sizes().size() != name.axes().size()) {
                throw new InputException(
                        file + ": " + name.key() + " has shape " + tensor.sizes() + ", expected axes " + name.axes());
            }
            tensors.put(name, Tensor.owning(new Shape(name.axes(), tensor.sizes()), tensor.values()));
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            String run = folder == null || folder.getFileName() == null
                    ? ""
                    : folder.getFileName().toString();
            return new Checkpoint(run, Math.max(0, epochOf(file)), new Weights(tensors));
        } catch (ShapeException | io.github.grokcheck.config.RecipeException e) {
            throw new InputException(
                    file + ": " + e.getMessage() + "; the authors' layout is wanted, as `train` writes it", e);
        }
    }
}
