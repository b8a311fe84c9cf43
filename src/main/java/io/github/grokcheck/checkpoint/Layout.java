package io.github.grokcheck.checkpoint;

import io.github.grokcheck.config.RecipeException;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.ShapeException;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How a library lays the tensors of the one-layer transformer out. Both use the same names. */
public enum Layout {
    /** That of {@link WeightName}: W_E as [d_model, d_vocab], W_O as [d_model, head · d_head]. */
    AUTHORS("authors", "authors'") {
        @Override
        int rank(WeightName name) {
            return name.axes().size();
        }

        @Override
        Tensor converted(WeightName name, StoredTensor stored) {
            return Tensor.owning(
                    new Shape(name.axes(), stored.sizes()), stored.numbers().get());
        }
    },
    /**
     * TransformerLens': W_E as [d_vocab, d_model], W_Q, W_K and W_V as [head, d_model, d_head], W_O as [head, d_head,
     * d_model], W_in as [d_model, d_mlp], W_out as [d_mlp, d_model].
     */
    TRANSFORMER_LENS("transformer-lens", "TransformerLens") {
        @Override
        int rank(WeightName name) {
            return name == WeightName.W_O ? 3 : name.axes().size();
        }

        @Override
        Tensor converted(WeightName name, StoredTensor stored) {
            List<Integer> sizes = stored.sizes();
            double[] numbers = stored.numbers().get();
            return switch (name) {
                case W_POS, B_IN, B_OUT, W_U -> Tensor.owning(new Shape(name.axes(), sizes), numbers);
                case W_E, W_IN, W_OUT ->
                    matrix(name.axes().get(1), sizes.get(0), name.axes().get(0), sizes.get(1), numbers)
                            .transposed();
                case W_K, W_Q, W_V -> headsTransposed(sizes, numbers);
                case W_O ->
                    matrix(Axis.ANY, sizes.get(0) * sizes.get(1), Axis.D_MODEL, sizes.get(2), numbers)
                            .transposed();
            };
        }
    };

    private final String option;
    private final String word;

    Layout(String option, String word) {
        this.option = option;
        this.word = word;
    }

    /** The layout's name on a command line. */
    public String option() {
        return option;
    }

    /** The layout's name for people. */
    public String word() {
        return word;
    }

    /** Number of dimensions that the tensor has in this layout. */
    abstract int rank(WeightName name);

    /** The tensor in the authors' layout; its rank has been checked. */
    abstract Tensor converted(WeightName name, StoredTensor stored);

    /**
     * The layout that a model's tensors have. W_O tells: the authors flatten its heads, TransformerLens does not; the other
     * tensors' sizes may agree with both where two widths are equal.
     */
    static Layout of(Path file, StateDict model) {
        StoredTensor output = tensor(file, model, WeightName.W_O);
        return output.sizes().size() == 3 ? TRANSFORMER_LENS : AUTHORS;
    }

    /**
     * The model's weights in the authors' layout.
     *
     * @throws InputException if a tensor is missing, misshapen or not finite, or the model has parts that this task's
     *     transformer has not
     */
    Weights weights(Path file, StateDict model) {
        model.checkSize(file);
        Map<WeightName, Tensor> tensors = new EnumMap<>(WeightName.class);
        for (WeightName name : WeightName.values()) {
            StoredTensor stored = tensor(file, model, name);
            if (stored.sizes().size() != rank(name)) {
                throw new InputException("%s: %s has shape %s, but %d dimensions in the %s layout; try another --layout"
                        .formatted(file, name.key(), stored.sizes(), rank(name), word));
            }
            Tensor tensor = converted(name, stored);
            if (!tensor.isFinite()) {
                throw new InputException(file + ": " + name.key()
                        + " holds NaN or infinity; the run that wrote it diverged, take an earlier checkpoint");
            }
            tensors.put(name, tensor);
        }
        OtherParts.check(file, model);
        try {
            return new Weights(tensors);
        } catch (ShapeException | RecipeException e) {
            throw new InputException(
                    file + ": read in the " + word + " layout, " + e.getMessage()
                            + "; this is no model of this task, or" + " --layout is wrong",
                    e);
        }
    }

    private static StoredTensor tensor(Path file, StateDict model, WeightName name) {
        StoredTensor stored = model.tensors().get(name.key());
        if (stored == null) {
            throw new InputException(file + ": has no tensor \"" + name.key()
                    + "\"; models of other kinds than the paper's one-layer transformer cannot be measured");
        }
        return stored;
    }

    private static Tensor matrix(Axis rows, int rowCount, Axis columns, int columnCount, double[] numbers) {
        return Tensor.owning(Shape.of(rows, rowCount, columns, columnCount), numbers);
    }

    /** [head, d_model, d_head] to [head, d_head, d_model]. */
    private static Tensor headsTransposed(List<Integer> sizes, double[] numbers) {
        int heads = sizes.get(0);
        int dModel = sizes.get(1);
        int dHead = sizes.get(2);
        double[] transposed = IntStream.range(0, numbers.length)
                .mapToDouble(i -> {
                    int head = i / (dHead * dModel);
                    int row = i / dModel % dHead;
                    int column = i % dModel;
                    return numbers[(head * dModel + column) * dHead + row];
                })
                .toArray();
        return Tensor.owning(
                new Shape(List.of(Axis.HEAD, Axis.D_HEAD, Axis.D_MODEL), List.of(heads, dHead, dModel)), transposed);
    }
}
