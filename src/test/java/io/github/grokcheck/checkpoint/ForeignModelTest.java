package io.github.grokcheck.checkpoint;

import static io.github.grokcheck.checkpoint.RefusedFile.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.config.Experiment.Architecture;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.trajectory.Safetensors;
import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One tiny model, written in every format and both layouts, is the same model. */
class ForeignModelTest {
    private static final int P = 7;
    private static final Weights TINY = TinyModels.random(P, TinyModels.SIZES, 1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void a_model_in_the_authors_layout_is_read_back_from_every_format(Format format) {
        ForeignModel read = ForeignModel.read(written(format, ForeignFiles.authors(TINY)));
        assertThat(read.format()).isEqualTo(format);
        assertThat(read.layout()).isEqualTo(Layout.AUTHORS);
        assertSame(read.weights(), TINY);
    }

    @ParameterizedTest
    @EnumSource
    void a_model_in_the_layout_of_TransformerLens_is_read_back_from_every_format(Format format) {
        ForeignModel read = ForeignModel.read(written(format, ForeignFiles.transformerLens(TINY)));
        assertThat(read.layout()).isEqualTo(Layout.TRANSFORMER_LENS);
        assertThat(read.description()).endsWith("TransformerLens layout, p = 7, 7 outputs");
        for (WeightName name : WeightName.values()) {
            if (name != WeightName.W_U) {
                assertThat(read.weights().get(name).toArray())
                        .as(name.key())
                        .isEqualTo(TINY.get(name).toArray());
            }
        }
        assertThat(read.weights().get(WeightName.W_U).toArray())
                .isEqualTo(TINY.get(WeightName.W_U).columns(0, P).toArray());
    }

    /** W_E, W_K and W_in are square, so that their shapes tell nothing. */
    @ParameterizedTest
    @EnumSource
    void layouts_are_told_apart_where_all_matrices_are_square(Layout layout) {
        Weights square = TinyModels.random(P, new Architecture(8, 2, 8, 8), 2);
        Map<String, Stored> tensors =
                layout == Layout.AUTHORS ? ForeignFiles.authors(square) : ForeignFiles.transformerLens(square);
        ForeignModel read = ForeignModel.read(ForeignFiles.torch(folder.resolve("square.pt"), tensors));
        assertThat(read.layout()).isEqualTo(layout);
        assertThat(read.weights().get(WeightName.W_IN).toArray())
                .isEqualTo(square.get(WeightName.W_IN).toArray());
        assertThat(read.weights().get(WeightName.W_O).toArray())
                .isEqualTo(square.get(WeightName.W_O).toArray());
    }

    @Test
    void the_format_is_told_by_content_whatever_the_name() {
        Path lying = ForeignFiles.numPy(folder.resolve("model.safetensors"), ForeignFiles.authors(TINY));
        assertThat(ForeignModel.read(lying).format()).isEqualTo(Format.NUMPY);
    }

    @Test
    void a_given_layout_that_does_not_fit_is_refused() {
        Path file = ForeignFiles.torch(folder.resolve("model.pt"), ForeignFiles.authors(TINY));
        assertRefused(
                () -> ForeignModel.read(file, Optional.empty(), Optional.of(Layout.TRANSFORMER_LENS)),
                file,
                "blocks.0.attn.W_O",
                "[8, 6]",
                "3 dimensions",
                "--layout");
    }

    @Test
    void a_model_is_found_wherever_it_lies_and_several_must_be_told_apart() {
        Map<String, Stored> tensors = ForeignFiles.authors(TINY);
        byte[] one = new PickleWriter()
                .instruction('}')
                .text("train_losses")
                .list(4, 2)
                .instruction('s')
                .text("model")
                .stateDict(tensors)
                .instruction('s')
                .stop();
        Path single = ForeignFiles.archive(folder.resolve("one.pth"), one, ForeignFiles.storages(tensors));
        assertThat(ForeignModel.read(single).place()).isEqualTo("model");
        byte[] two = new PickleWriter()
                .instruction('}')
                .text("state_dicts")
                .instruction(']')
                .instruction('(')
                .stateDict(tensors)
                .stateDict(tensors)
                .instruction('e')
                .instruction('s')
                .stop();
        Path several = ForeignFiles.archive(folder.resolve("two.pth"), two, ForeignFiles.storages(tensors));
        assertRefused(() -> ForeignModel.read(several), several, "2 models", "--at", "state_dicts[0], state_dicts[1]");
        assertSame(
                ForeignModel.read(several, Optional.of("state_dicts[1]"), Optional.empty())
                        .weights(),
                TINY);
        assertRefused(
                () -> ForeignModel.read(several, Optional.of("model"), Optional.empty()),
                several,
                "no model at \"model\"");
    }

    @Test
    void a_view_with_strides_is_read_as_it_is_seen() {
        Map<String, Stored> tensors = ForeignFiles.authors(TINY);
        Stored transposed =
                new Stored(List.of(8, 8), TINY.get(WeightName.W_E).transposed().toArray());
        Map<String, byte[]> storages = new LinkedHashMap<>(ForeignFiles.storages(tensors));
        storages.put("transposed", ForeignFiles.float32(transposed.values()));
        byte[] pickle = new PickleWriter()
                .stateDict(tensors)
                .text("embed.W_E")
                .tensor("FloatStorage", "transposed", 64, 0, new int[] {8, 8}, new int[] {1, 8})
                .instruction('s')
                .stop();
        assertSame(
                ForeignModel.read(ForeignFiles.archive(folder.resolve("view.pt"), pickle, storages))
                        .weights(),
                TINY);
    }

    @Test
    void a_Fortran_array_is_read_as_it_is_indexed() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        ForeignFiles.authors(TINY)
                .forEach((name, tensor) -> parts.put(
                        name + ".npy",
                        ForeignFiles.npy("<f4", false, tensor.sizes(), ForeignFiles.float32(tensor.values()))));
        double[] columnMajor = TINY.get(WeightName.W_IN).transposed().toArray();
        parts.put(
                "blocks.0.mlp.W_in.npy",
                ForeignFiles.npy("<f4", true, List.of(10, 8), ForeignFiles.float32(columnMajor)));
        Path file = ForeignFiles.zip(folder.resolve("f.npz"), parts, ZipEntry.STORED);
        assertSame(ForeignModel.read(file).weights(), TINY);
    }

    @Test
    void half_precision_is_widened_exactly() {
        Map<String, Stored> tensors = ForeignFiles.authors(TINY);
        Map<String, byte[]> storages = new LinkedHashMap<>(ForeignFiles.storages(tensors));
        // 1, -2, 0.5, the smallest subnormal, 65504, -0, 1/3 rounded, 0
        short[] halves = {0x3C00, (short) 0xC000, 0x3800, 0x0001, 0x7BFF, (short) 0x8000, 0x3555, 0};
        ByteBuffer bytes = PickleWriter.littleEndian(16);
        for (short half : halves) {
            bytes.putShort(half);
        }
        storages.put("half", bytes.array());
        byte[] pickle = new PickleWriter()
                .stateDict(tensors)
                .text("blocks.0.mlp.b_out")
                .tensor("HalfStorage", "half", 8, 0, List.of(8))
                .instruction('s')
                .stop();
        Weights read = ForeignModel.read(ForeignFiles.archive(folder.resolve("half.pt"), pickle, storages))
                .weights();
        assertThat(read.get(WeightName.B_OUT).toArray())
                .containsExactly(1, -2, 0.5, Math.pow(2, -24), 65504, -0.0, 0.333251953125, 0);
    }

    @Test
    void biases_that_are_not_zero_are_refused_by_name() {
        for (String bias : List.of(
                "blocks.0.attn.b_Q", "blocks.0.attn.b_K", "blocks.0.attn.b_V", "blocks.0.attn.b_O", "unembed.b_U")) {
            Map<String, Stored> tensors = ForeignFiles.transformerLens(TINY);
            Stored zero = Objects.requireNonNull(tensors.get(bias));
            double[] values = zero.values().clone();
            values[values.length - 1] = 0.25;
            tensors.put(bias, new Stored(zero.sizes(), values));
            Path file = ForeignFiles.torch(folder.resolve("biased.pt"), tensors);
            assertRefused(() -> ForeignModel.read(file), file, bias, "not zero", "0.25");
        }
    }

    @Test
    void parts_that_the_papers_transformer_has_not_are_refused_by_name() {
        for (String part : List.of("blocks.1.attn.W_K", "blocks.0.ln1.w", "ln_final.b", "W_x")) {
            Map<String, Stored> tensors = ForeignFiles.authors(TINY);
            tensors.put(part, ForeignFiles.zeros(2));
            Path file = ForeignFiles.torch(folder.resolve("other.pt"), tensors);
            assertRefused(() -> ForeignModel.read(file), file, part);
        }
    }

    @Test
    void normalisation_without_weights_is_found_in_the_list_of_modules() {
        Map<String, Stored> tensors = ForeignFiles.authors(TINY);
        byte[] pickle = new PickleWriter()
                .stateDict(tensors)
                .instruction('}')
                .text("_metadata")
                .instruction('}')
                .text("blocks.0.ln1.hook_scale")
                .instruction('}')
                .instruction('s')
                .instruction('s')
                .instruction('b')
                .stop();
        Path file = ForeignFiles.archive(folder.resolve("lnpre.pt"), pickle, ForeignFiles.storages(tensors));
        assertRefused(() -> ForeignModel.read(file), file, "layer normalisation", "blocks.0.ln1.hook_scale");
    }

    @Test
    void a_mask_that_hides_a_number_from_equals_is_refused() {
        Map<String, Stored> tensors = ForeignFiles.transformerLens(TINY);
        tensors.put("blocks.0.attn.mask", new Stored(List.of(3, 3), new double[] {1, 1, 1, 1, 1, 1, 1, 0, 1}));
        Path file = ForeignFiles.torch(folder.resolve("masked.pt"), tensors);
        assertRefused(() -> ForeignModel.read(file), file, "mask", "hides");
    }

    @Test
    void a_second_embedding_must_be_the_first() {
        Map<String, Stored> tensors = ForeignFiles.transformerLens(TINY);
        tensors.put("x_embed", tensors.get("embed.W_E"));
        assertThat(ForeignModel.read(ForeignFiles.torch(folder.resolve("tied.pt"), tensors))
                        .layout())
                .isEqualTo(Layout.TRANSFORMER_LENS);
        tensors.put("y_embed", ForeignFiles.zeros(8, 8));
        Path file = ForeignFiles.torch(folder.resolve("untied.pt"), tensors);
        assertRefused(() -> ForeignModel.read(file), file, "y_embed", "another embedding");
    }

    @Test
    void what_a_wrapper_puts_before_every_name_is_taken_off() {
        Map<String, Stored> wrapped = new LinkedHashMap<>();
        ForeignFiles.authors(TINY).forEach((name, tensor) -> wrapped.put("module." + name, tensor));
        assertSame(
                ForeignModel.read(ForeignFiles.torch(folder.resolve("wrapped.pt"), wrapped))
                        .weights(),
                TINY);
        assertSame(
                ForeignModel.read(ForeignFiles.numPy(folder.resolve("wrapped.npz"), wrapped))
                        .weights(),
                TINY);
    }

    /** Two models in one dictionary: taking the prefix off would put one in the place of the other. */
    @Test
    void a_prefix_that_only_some_names_have_is_not_taken_off() {
        Map<String, Stored> two = new LinkedHashMap<>();
        ForeignFiles.authors(TINY).forEach((name, tensor) -> two.put("ema." + name, tensor));
        two.putAll(ForeignFiles.authors(TinyModels.random(P, TinyModels.SIZES, 2)));
        Path file = ForeignFiles.torch(folder.resolve("two.pt"), two);
        assertRefused(() -> ForeignModel.read(file), file, "\"ema.");
    }

    @Test
    void NaN_is_refused() {
        Map<String, Stored> tensors = ForeignFiles.authors(TINY);
        double[] values = new double[10];
        values[4] = Double.NaN;
        tensors.put("blocks.0.mlp.b_in", new Stored(List.of(10), values));
        Path file = ForeignFiles.torch(folder.resolve("nan.pt"), tensors);
        assertRefused(() -> ForeignModel.read(file), file, "b_in", "NaN");
    }

    @Test
    void a_model_of_another_kind_is_told_what_it_lacks() {
        Path file = ForeignFiles.torch(folder.resolve("mlp.pt"), Map.of("W_x", ForeignFiles.zeros(7, 8)));
        assertRefused(() -> ForeignModel.read(file), file, "no model of this task", "embed.W_E", "it has W_x");
    }

    @Test
    void contexts_of_more_than_three_tokens_are_refused() {
        Map<String, Stored> tensors = ForeignFiles.authors(TINY);
        tensors.put("pos_embed.W_pos", ForeignFiles.zeros(5, 8));
        Path file = ForeignFiles.torch(folder.resolve("long.pt"), tensors);
        assertRefused(() -> ForeignModel.read(file), file, "pos_embed.W_pos", "[5, 8]");
    }

    private Path written(Format format, Map<String, Stored> tensors) {
        Path file = folder.resolve("model");
        switch (format) {
            case TORCH -> ForeignFiles.torch(file, tensors);
            case TORCH_BEFORE_1_6 -> ForeignFiles.torchBefore16(file, tensors);
            case SAFETENSORS -> Safetensors.write(file, tensors);
            case NUMPY -> ForeignFiles.numPy(file, tensors);
        }
        return file;
    }

    private static void assertSame(Weights read, Weights written) {
        assertThat(Arrays.stream(WeightName.values()))
                .allSatisfy(name -> assertThat(read.get(name).toArray())
                        .as(name.key())
                        .isEqualTo(written.get(name).toArray()));
    }
}
