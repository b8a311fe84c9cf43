package io.github.grokcheck.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.IOException;
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
