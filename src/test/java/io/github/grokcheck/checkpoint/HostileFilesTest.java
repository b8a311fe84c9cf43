package io.github.grokcheck.checkpoint;

import static io.github.grokcheck.checkpoint.RefusedFile.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.grokcheck.model.Weights;
import io.github.grokcheck.support.TinyModels;
import io.github.grokcheck.trajectory.InputException;
import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that mean harm, or were hurt on the way: refused in one line, with nothing run and little memory taken. */
class HostileFilesTest {
    private static final int FIRST_BYTES = 4096;
    private static final Weights TINY = TinyModels.random(7, TinyModels.SIZES, 1);
    private static final Map<String, Stored> TENSORS = ForeignFiles.authors(TINY);
    private static final String CANARY = "touch canary";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.pt");
    }

    /** Ways to spell a call of a function, and the name by which each must be refused. */
    static Stream<Spelling> calls() {
        return Stream.of(
                new Spelling(
                        "posix.system",
                        w -> w.name("posix", "system")
                                .text(CANARY)
                                .instruction(0x85)
                                .instruction('R')),
                new Spelling(
                        "os.system",
                        w -> w.name("os", "system")
                                .text(CANARY)
                                .instruction(0x85)
                                .instruction('R')),
                new Spelling(
                        "nt.system",
                        w -> w.text("nt")
                                .text("system")
                                .instruction(0x93)
                                .text(CANARY)
                                .instruction(0x85)
                                .instruction('R')),
                new Spelling(
                        "builtins.eval",
                        w -> w.name("builtins", "eval")
                                .text("1")
                                .instruction(0x85)
                                .instruction('R')),
                new Spelling("builtins.getattr", w -> w.name("builtins", "getattr")),
                new Spelling(
                        "subprocess.Popen",
                        w -> w.instruction('(')
                                .text(CANARY)
                                .instruction('i')
                                .raw(ByteBuffer.wrap("subprocess\nPopen\n".getBytes(StandardCharsets.US_ASCII)))),
                new Spelling("torch.load", w -> w.name("torch", "load")),
                new Spelling("torch.storage._load_from_bytes", w -> w.name("torch.storage", "_load_from_bytes")),
                new Spelling("torch.hub.load", w -> w.name("torch.hub", "load")),
                new Spelling("transformers.Config.__init__", w -> w.name("transformers", "Config.__init__")),
                new Spelling("????[31m.x", w -> w.name("\u001b\u001b\u0007\u001b[31m", "x")));
    }

    record Spelling(String name, Consumer<PickleWriter> spelt) {
        byte[] pickle() {
            PickleWriter writer = new PickleWriter();
            spelt.accept(writer);
            return writer.stop();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_call_in_an_archive_is_refused_by_name(Spelling call) {
        ForeignFiles.archive(file, call.pickle(), Map.of());
        assertRefused(() -> ForeignModel.read(file), file, "\"" + call.name() + "\"", "nothing was run", "state_dict");
        assertThat(Path.of("canary")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_call_in_a_bare_pickle_is_refused_by_name(Spelling call) {
        ForeignFiles.write(file, call.pickle());
        assertRefused(() -> ForeignModel.read(file), file, "\"" + call.name() + "\"");
    }

    @Test
    void a_call_in_a_pickle_of_protocol_0_is_refused_by_name() {
        ForeignFiles.write(file, "cos\nsystem\n(S'touch canary'\ntR.".getBytes(StandardCharsets.US_ASCII));
        assertRefused(() -> ForeignModel.read(file), file, "\"os.system\"");
    }

    @Test
    void a_name_without_an_end_is_refused() {
        ForeignFiles.write(file, ("c" + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
        assertRefused(() -> ForeignModel.read(file), file, "a line of over 256 characters");
    }

    @Test
    void a_storage_of_10_GB_is_refused_before_memory_is_taken() {
        Map<String, byte[]> storages = new LinkedHashMap<>(ForeignFiles.storages(TENSORS));
        storages.put("big", new byte[256]);
        long count = 10_000_000_000L / 4;
        byte[] pickle = stateDictWith(writer -> writer.tensor("FloatStorage", "big", count, 0, List.of(8, 8)));
        ForeignFiles.archive(file, pickle, storages);
        assertRefused(
                () -> ForeignModel.read(file), file, "embed.W_E", "2500000000 numbers of 4 bytes", "has 256 bytes");
        byte[] overflowing =
                stateDictWith(writer -> writer.tensor("DoubleStorage", "big", Long.MAX_VALUE, 0, List.of(8, 8)));
        ForeignFiles.archive(file, overflowing, storages);
        assertRefused(() -> ForeignModel.read(file), file, "embed.W_E", "has 256 bytes");
    }

    @Test
    void views_beyond_their_storage_are_refused() {
        Map<int[], int[]> views = Map.of(
                new int[] {8, 9}, new int[] {9, 1},
                new int[] {8, 8}, new int[] {9, 1},
                new int[] {8, 8}, new int[] {-8, 1},
                new int[] {8, 8}, new int[] {8},
                new int[] {-8, -8}, new int[] {8, 1},
                new int[] {1 << 30, 1 << 30}, new int[] {0, 0},
                new int[] {1 << 30, 1}, new int[] {1 << 30, 1});
        views.forEach((sizes, strides) -> {
            byte[] pickle = stateDictWith(writer -> writer.tensor("FloatStorage", "0", 64, 0, sizes, strides));
            ForeignFiles.archive(file, pickle, ForeignFiles.storages(TENSORS));
            assertRefused(() -> ForeignModel.read(file), file, "embed.W_E");
        });
        for (int offset : new int[] {1, 64, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            byte[] pickle = stateDictWith(writer -> writer.tensor("FloatStorage", "0", 64, offset, List.of(8, 8)));
            ForeignFiles.archive(file, pickle, ForeignFiles.storages(TENSORS));
            assertRefused(() -> ForeignModel.read(file), file, "embed.W_E", "damaged");
        }
    }

    /** The authors' dictionary with another embedding. */
    private static byte[] stateDictWith(Consumer<PickleWriter> embedding) {
        PickleWriter writer = new PickleWriter().stateDict(TENSORS).text("embed.W_E");
        embedding.accept(writer);
        return writer.instruction('s').stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "before 1.6", "npz"})
    void a_file_cut_at_any_of_its_first_bytes_is_refused(String format) throws IOException {
        switch (format) {
            case "torch" -> ForeignFiles.torch(file, TENSORS);
            case "before 1.6" -> ForeignFiles.torchBefore16(file, TENSORS);
            default -> ForeignFiles.numPy(file, TENSORS);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < Math.min(FIRST_BYTES, whole.length); length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(() -> ForeignModel.read(file), file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch", "before 1.6", "npz"})
    void a_file_with_any_byte_changed_gives_a_model_or_one_line(String format) throws IOException {
        switch (format) {
            case "torch" -> ForeignFiles.torch(file, TENSORS);
            case "before 1.6" -> ForeignFiles.torchBefore16(file, TENSORS);
            default -> ForeignFiles.numPy(file, TENSORS);
        }
        byte[] whole = Files.readAllBytes(file);
        int step = Math.max(1, whole.length / 2000);
        for (int at = 0; at < whole.length; at += step) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 + at % 255);
            Files.write(file, changed);
            try {
                ForeignModel.read(file);
            } catch (InputException e) {
                assertThat(String.valueOf(e.getMessage()).lines())
                        .as("byte %d", at)
                        .hasSize(1);
                assertThat(e).hasMessageStartingWith(file.toString());
            }
        }
    }

    @Test
    void a_compressed_part_of_a_PyTorch_archive_is_refused() {
        Map<String, byte[]> parts = Map.of("archive/data.pkl", new byte[1 << 24]);
        ForeignFiles.zip(file, parts, ZipEntry.DEFLATED);
        assertRefused(() -> ForeignModel.read(file), file, "archive/data.pkl", "compressed");
    }

    @Test
    void an_array_that_unfolds_a_thousandfold_is_refused() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("embed.W_E.npy", ForeignFiles.npy("<f4", false, List.of(1 << 11, 1 << 11), new byte[1 << 24]));
        ForeignFiles.zip(file, parts, ZipEntry.DEFLATED);
        assertRefused(() -> ForeignModel.read(file), file, "embed.W_E", "would unfold");
    }

    @Test
    void Python_objects_in_an_array_are_refused() {
        ForeignFiles.zip(
                file, Map.of("embed.W_E.npy", ForeignFiles.npy("|O", false, List.of(1), new byte[8])), ZipEntry.STORED);
        assertRefused(() -> ForeignModel.read(file), file, "embed.W_E", "\"|O\"");
    }

    @Test
    void a_pickle_that_makes_values_without_end_is_refused() {
        byte[] dictionaries = new byte[Unpickler.MOST_VALUES + 10];
        Arrays.fill(dictionaries, (byte) '}');
        ForeignFiles.archive(file, dictionaries, Map.of());
        assertRefused(() -> ForeignModel.read(file), file, "more than 1000000 values");
    }

    @Test
    void a_pickle_that_opens_marks_without_end_is_refused() {
        byte[] marks = new byte[100_000];
        Arrays.fill(marks, (byte) '(');
        ForeignFiles.archive(file, marks, Map.of());
        assertRefused(() -> ForeignModel.read(file), file, "nesting deeper than 1000");
    }

    /** [list, list, ...] where each holds the one before twice: 2^60 paths through 60 values. */
    @Test
    void lists_that_hold_lists_that_hold_lists_are_walked_once() {
        PickleWriter writer =
                new PickleWriter().instruction(']').instruction('q').instruction(0);
        for (int i = 1; i < 60; i++) {
            writer.instruction(']').instruction('(');
            writer.instruction('h').instruction(i - 1).instruction('h').instruction(i - 1);
            writer.instruction('e').instruction('q').instruction(i);
        }
        ForeignFiles.archive(file, writer.stop(), Map.of());
        assertRefused(() -> ForeignModel.read(file), file, "no model of this task");
    }

    @Test
    void a_list_that_holds_itself_is_walked_once() {
        byte[] pickle = new PickleWriter()
                .instruction(']')
                .instruction('q')
                .instruction(0)
                .instruction('h')
                .instruction(0)
                .instruction('a')
                .stop();
        ForeignFiles.archive(file, pickle, Map.of());
        assertRefused(() -> ForeignModel.read(file), file, "no model of this task");
    }

    @Test
    void no_path_in_an_archive_is_opened() {
        byte[] pickle =
                stateDictWith(writer -> writer.tensor("FloatStorage", "../../../../etc/passwd", 64, 0, List.of(8, 8)));
        ForeignFiles.archive(file, pickle, ForeignFiles.storages(TENSORS));
        assertRefused(() -> ForeignModel.read(file), file, "lacks its part archive/data/../../../../etc/passwd");
    }

    /** 2³² − 1 more gives a Long of the same hash code, so that all keys would lie in one bin. */
    @Test
    void keys_of_one_hash_code_do_not_slow_reading_down() {
        PickleWriter writer = new PickleWriter().instruction('}').instruction('(');
        for (long i = 0; i < 100_000; i++) {
            writer.longWhole(i << 32 | i).instruction('N');
        }
        ForeignFiles.archive(file, writer.instruction('u').stop(), Map.of());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertRefused(() -> ForeignModel.read(file), file, "no model of this task"));
    }

    @Test
    void a_number_seen_sixteen_million_times_is_refused_before_memory_is_taken() {
        PickleWriter writer = new PickleWriter().stateDict(TENSORS);
        for (String name : List.of("embed.W_E", "blocks.0.mlp.W_in")) {
            writer.text(name)
                    .tensor("FloatStorage", "0", 64, 0, new int[] {4096, 2048}, new int[] {0, 0})
                    .instruction('s');
        }
        ForeignFiles.archive(file, writer.stop(), ForeignFiles.storages(TENSORS));
        assertRefused(() -> ForeignModel.read(file), file, "numbers together");
    }

    @Test
    void an_offset_that_overflows_is_refused() {
        byte[] pickle = new PickleWriter()
                .stateDict(TENSORS)
                .text("embed.W_E")
                .name("torch._utils", "_rebuild_tensor_v2")
                .instruction('(')
                .instruction('(')
                .text("storage")
                .name("torch", "FloatStorage")
                .text("0")
                .text("cpu")
                .whole(64)
                .instruction('t')
                .instruction('Q')
                .longWhole(Long.MAX_VALUE - 1)
                .tuple(8, 8)
                .tuple(8, 1)
                .instruction('t')
                .instruction('R')
                .instruction('s')
                .stop();
        ForeignFiles.archive(file, pickle, ForeignFiles.storages(TENSORS));
        assertRefused(() -> ForeignModel.read(file), file, "embed.W_E", "begins at number 9223372036854775806");
    }

    @Test
    void a_storage_described_in_two_ways_is_refused() {
        byte[] pickle = stateDictWith(writer -> writer.tensor("DoubleStorage", "0", 32, 0, List.of(4, 8)));
        ForeignFiles.archive(file, pickle, ForeignFiles.storages(TENSORS));
        assertRefused(() -> ForeignModel.read(file), file, "storage 0 described in two ways");
    }

    @Test
    void an_archive_of_very_many_parts_is_refused() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < 2000; i++) {
            parts.put(i + ".npy", new byte[0]);
        }
        ForeignFiles.zip(file, parts, ZipEntry.DEFLATED);
        assertRefused(() -> ForeignModel.read(file), file, "has 2000 parts");
        for (int i = 0; i < 30_000; i++) {
            parts.put(i + ".npy", new byte[0]);
        }
        ForeignFiles.zip(file, parts, ZipEntry.DEFLATED);
        assertRefused(() -> ForeignModel.read(file), file, "announces 30000 parts");
    }

    @Test
    void two_pickles_in_an_archive_are_refused() {
        byte[] pickle = new PickleWriter().instruction('N').stop();
        ForeignFiles.zip(file, Map.of("a/data.pkl", pickle, "b/data.pkl", pickle), ZipEntry.STORED);
        assertRefused(() -> ForeignModel.read(file), file, "holds 2 pickles");
    }

    @Test
    void a_TorchScript_archive_is_refused() {
        ForeignFiles.zip(
                file,
                Map.of("m/data.pkl", new PickleWriter().instruction('N').stop(), "m/constants.pkl", new byte[3]),
                ZipEntry.STORED);
        assertRefused(() -> ForeignModel.read(file), file, "TorchScript", "state_dict");
    }

    @Test
    void files_of_other_kinds_are_refused() throws IOException {
        assertRefused(() -> ForeignModel.read(folder), folder, "is a folder");
        assertRefused(() -> ForeignModel.read(file), file, "no such file");
        for (String content : List.of("", "abc", "GIF89a and so on and on", "\u0093NUMPY a lone array of numbers")) {
            Files.writeString(file, content, StandardCharsets.ISO_8859_1);
            assertRefused(() -> ForeignModel.read(file), file);
        }
        ForeignFiles.zip(file, Map.of("word/document.xml", new byte[9]), ZipEntry.DEFLATED);
        assertRefused(() -> ForeignModel.read(file), file, "neither PyTorch's nor NumPy's");
    }
}
