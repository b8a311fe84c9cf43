package io.github.grokcheck.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format: eight bytes with the header's length, a JSON header, then the tensors' raw little-endian data.
 * Reads F32 and F64, writes F32.
 *
 * @see "github.com/huggingface/safetensors, README, section Format"
 */
public final class Safetensors {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_HEADER = 1 << 20;
    private static final long LONGEST_FILE = 1L << 30;

    private Safetensors() {}

    /**
     * One stored tensor.
     *
     * @param sizes dimensions, slowest first
     * @param values row-major; F32 values are widened exactly
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between a file and Tensor, compared by nobody
    public record Stored(List<Integer> sizes, double[] values) {}

    /** Writes tensors as F32, in the map's order, appearing whole or not at all. */
    public static void write(Path file, Map<String, Stored> tensors) {
        ObjectNode header = JSON.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, Stored> entry : tensors.entrySet()) {
            long end = offset + 4L * entry.getValue().values().length;
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", "F32");
            entry.getValue().sizes().forEach(description.putArray("shape")::add);
            description.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        byte[] padded = (new String(json, StandardCharsets.UTF_8) + " ".repeat((8 - json.length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> {
            out.write(littleEndian(8).putLong(padded.length).array());
            out.write(padded);
            for (Stored tensor : tensors.values()) {
                ByteBuffer data = littleEndian(4 * tensor.values().length);
                for (double value : tensor.values()) {
                    data.putFloat((float) value);
                }
                out.write(data.array());
            }
        });
    }

    /**
     * Reads every tensor of a file.
     *
     * @throws InputException if the file is missing, truncated or not in this format
     */
    public static Map<String, Stored> read(Path file) {
        ByteBuffer bytes = load(file);
        if (bytes.remaining() < 8) {
            throw new InputException(file + ": truncated, " + bytes.remaining() + " bytes; copy or train it again");
        }
        long headerLength = bytes.getLong();
        if (headerLength < 2 || headerLength > LONGEST_HEADER) {
            throw new InputException(file + ": not a safetensors file (its header would be " + headerLength
                    + " bytes long); convert the checkpoint to safetensors");
        }
        if (headerLength > bytes.remaining()) {
            throw new InputException(file + ": truncated inside its header; copy or train it again");
        }
        byte[] header = new byte[(int) headerLength];
        bytes.get(header);
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Stored> tensors = new LinkedHashMap<>();
        parseHeader(file, header).properties().forEach(entry -> {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(file, entry.getKey(), entry.getValue(), data));
            }
        });
        return tensors;
    }

    private static ByteBuffer load(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new InputException(file + ": larger than 1 GiB; a checkpoint of this task has about 1 MB");
            }
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": no such file; check the path", e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read (" + e.getMessage() + "); it must be a file you may read", e);
        }
    }

    private static ObjectNode parseHeader(Path file, byte[] header) {
        try {
            if (JSON.readTree(header) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Reported below, in one line.
        }
        throw new InputException(file + ": not a safetensors file (its header is not a JSON object)");
    }

    private static Stored tensor(Path file, String name, JsonNode description, ByteBuffer data) {
        String type = description.path("dtype").asString("");
        int width = type.equals("F32") ? 4 : type.equals("F64") ? 8 : 0;
        if (width == 0) {
            throw new InputException(file + ": " + name + " has type \"" + type + "\", only F32 and F64 are read");
        }
        List<Integer> sizes = description
                .path("shape")
                .valueStream()
                .map(size -> size.asInt(-1))
                .toList();
        JsonNode offsets = description.path("data_offsets");
        long start = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        long count = 1;
        for (int size : sizes) {
            if (size < 1 || size > LONGEST_FILE || (count *= size) > LONGEST_FILE) {
                throw new InputException(file + ": " + name + " has an impossible shape " + sizes);
            }
        }
        if (start < 0 || end > data.limit() || end - start != count * width) {
            throw new InputException(file + ": truncated or damaged, " + name + " " + sizes + " should lie at bytes "
                    + start + " to " + end + " of " + data.limit() + "; copy or train it again");
        }
        return new Stored(sizes, values(data, (int) start, (int) count, width));
    }

    private static double[] values(ByteBuffer data, int start, int count, int width) {
        return IntStream.range(0, count)
                .mapToDouble(i -> width == 4 ? data.getFloat(start + 4 * i) : data.getDouble(start + 8 * i))
                .toArray();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
