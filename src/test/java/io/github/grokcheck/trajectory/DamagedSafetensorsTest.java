package io.github.grokcheck.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it gives tensors or an error that names the file; nothing else. */
class DamagedSafetensorsTest {
    private static final int DAMAGES_PER_REPETITION = 200;

    @TempDir
    Path folder;

    private Path file;
    private byte[] intact;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("epoch-00000.safetensors");
        Map<String, Stored> tensors = new LinkedHashMap<>();
        tensors.put("embed.W_E", new Stored(List.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}));
        tensors.put("blocks.0.mlp.b_in", new Stored(List.of(4), new double[] {-1, 0.5, 0, 7}));
        Safetensors.write(file, tensors);
        intact = Files.readAllBytes(file);
    }

    @Test
    void the_intact_file_is_read_back() {
        Map<String, Stored> tensors = Safetensors.read(file);
        assertThat(tensors).containsOnlyKeys("embed.W_E", "blocks.0.mlp.b_in");
        assertThat(tensors)
                .hasEntrySatisfying(
                        "embed.W_E", tensor -> assertThat(tensor.values()).containsExactly(1, 2, 3, 4, 5, 6));
        assertThat(tensors)
                .hasEntrySatisfying(
                        "blocks.0.mlp.b_in",
                        tensor -> assertThat(tensor.sizes()).containsExactly(4));
    }

    @Test
    void every_truncation_is_refused() throws IOException {
        for (int length = 0; length < intact.length; length++) {
            Files.write(file, Arrays.copyOf(intact, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as("%d of %d bytes", length, intact.length)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @RepeatedTest(5)
    void flipped_bits_give_tensors_or_an_error_that_names_the_file(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < DAMAGES_PER_REPETITION; i++) {
            byte[] damaged = intact.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            readDamaged(damaged);
        }
    }

    @RepeatedTest(5)
    void random_bytes_after_a_plausible_length_are_refused_or_read(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < DAMAGES_PER_REPETITION; i++) {
            byte[] noise = new byte[64];
            random.nextBytes(noise);
            Arrays.fill(noise, 0, 8, (byte) 0);
            noise[0] = (byte) random.nextInt(64);
            readDamaged(noise);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"a\":null}",
                "{\"a\":{\"dtype\":\"F32\"}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":\"x\",\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1e300,1e300]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[99999999999999999999,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":{\"0\":0}}}",
                "{\"a\":{\"dtype\":7,\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{}}"
            })
    void odd_headers_give_tensors_or_an_error_that_names_the_file(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + json.length + 4];
        bytes[0] = (byte) json.length;
        System.arraycopy(json, 0, bytes, 8, json.length);
        readDamaged(bytes);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0,4], [0,4]   | 4 | b begins at byte 0 of the data, but what lies before it ends at byte 4",
                "[0,4], [2,6]   | 6 | b begins at byte 2 of the data",
                "[0,4], [5,9]   | 9 | b begins at byte 5 of the data",
                "[0,4], [4,8]   | 9 | its tensors end at byte 8 of 9",
                "[0,4], [4,12]  | 12 | b [1] should lie at bytes 4 to 12",
                "[0,4], [4,8]   | 6 | b [1] should lie at bytes 4 to 8 of 6",
                "[0,4], [-4,0]  | 4 | b [1] should lie at bytes -4 to 0"
            })
    void tensors_that_overlap_leave_gaps_or_lie_outside_are_refused(String offsets, int bytes, String complaint)
            throws IOException {
        List<String> both = List.of(offsets.split(", ", -1));
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + both.get(0)
                + "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + both.get(1) + "}}";
        Files.write(file, withHeader(header, new byte[bytes]));
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(complaint);
    }

    @Test
    void a_name_that_occurs_twice_is_refused() throws IOException {
        String twice = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        Files.write(file, withHeader(twice, new byte[4]));
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(InputException.class);
    }

    @Test
    void more_numbers_than_a_checkpoint_has_are_refused() throws IOException {
        String header = "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[16777217],\"data_offsets\":[0,16777217]}}";
        Files.write(file, withHeader(header, new byte[16777217]));
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("impossible shape");
    }

    @Test
    void every_type_is_widened_to_its_value() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(-0.1).putLong(-5).putInt(7).putFloat(0.5f).putInt(-9);
        data.putShort((short) 0xC048)
                .putShort((short) 0xC080)
                .put((byte) -3)
                .put((byte) 200)
                .put((byte) 4);
        String header = "{" + tensor("d", "F64", 0, 8) + "," + tensor("l", "I64", 8, 16) + ","
                + tensor("i", "I32", 16, 20) + "," + tensor("f", "F32", 20, 24) + "," + tensor("j", "I32", 24, 28)
                + "," + tensor("b", "BF16", 28, 30) + "," + tensor("h", "F16", 30, 32) + "," + tensor("s", "I8", 32, 33)
                + "," + tensor("u", "U8", 33, 34) + "," + tensor("t", "BOOL", 34, 35) + ","
                + tensor("z", "BOOL", 35, 36) + "}";
        Files.write(file, withHeader(header, data.array()));
        assertThat(Safetensors.read(file).values().stream().mapToDouble(stored -> stored.values()[0]))
                // BF16 0xC048 is -3.125; F16 0xC080 is -2.25.
                .containsExactly(-0.1, -5.0, 7.0, 0.5, -9.0, -3.125, -2.25, -3.0, 200.0, 1.0, 0.0);
    }

    private static String tensor(String name, String type, int from, int to) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":[],\"data_offsets\":[%d,%d]}".formatted(name, type, from, to);
    }

    private static byte[] withHeader(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    private void readDamaged(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            Safetensors.read(file)
                    .forEach((name, tensor) -> assertThat(tensor.values())
                            .as(name)
                            .hasSize(tensor.sizes().stream().reduce(1, (a, b) -> a * b)));
        } catch (InputException e) {
            assertThat(e).hasMessageContaining(file.toString());
            assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1);
        }
    }
}
