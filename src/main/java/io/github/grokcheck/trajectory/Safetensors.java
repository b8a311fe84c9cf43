package io.github.grokcheck.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format: eight bytes with the header's length, a JSON header, then the tensors' raw little-endian data.
 * Reads every {@link ElementType}, writes F32.
 *
 * @see "github.com/huggingface/safetensors, README, section Format"
 */
public final class Safetensors {
    /** A header that names a tensor twice says two things at once. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int LONGEST_HEADER = 1 << 20;
    private static final long LONGEST_FILE = 64L << 20;
    /** An optimizer's state has twice the numbers of a model. Widened to float64 they take 128 MiB. */
    private static final long MOST_NUMBERS = 1L << 24;

    private Safetensors() {}

    /**
     * One stored tensor.
     *
     * @param sizes dimensions, slowest first
     * @param values row-major, widened to float64
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
     * @throws InputException if the file is missing, truncated or not in this format, or its tensors overlap, leave gaps, or
     *     are too large for a checkpoint of this task
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
        List<Region> regions = parseHeader(file, header).properties().stream()
                .filter(entry -> !entry.getKey().equals("__metadata__"))
                .map(entry -> region(file, entry.getKey(), entry.getValue(), data.limit()))
                .toList();
        checkThatTheyTile(file, regions, data.limit());
        if (regions.stream().mapToLong(Region::count).sum() > MOST_NUMBERS) {
            throw new InputException(file + ": holds more than " + MOST_NUMBERS
                    + " numbers; a checkpoint of this task has about 226,816");
        }
        Map<String, Stored> tensors = new LinkedHashMap<>();
        regions.forEach(region -> tensors.put(region.name(), new Stored(region.sizes(), region.values(data))));
        return tensors;
    }

    /** Where a tensor's data lie, by its header: bytes {@code start} (inclusive) to {@code end} (exclusive). */
    private record Region(String name, List<Integer> sizes, ElementType type, long start, long end) {
        long count() {
            return (end - start) / type.width();
        }

        double[] values(ByteBuffer data) {
            return IntStream.range(0, (int) count())
                    .mapToDouble(i -> type.read(data, (int) start + type.width() * i))
                    .toArray();
        }
    }

    /** The format allows neither overlaps nor gaps: two tensors cannot share bytes, and no bytes can hide. */
    private static void checkThatTheyTile(Path file, List<Region> regions, int bytes) {
        long reached = 0;
        for (Region region : regions.stream()
                .sorted(Comparator.comparingLong(Region::start).thenComparingLong(Region::end))
                .toList()) {
            if (region.start() != reached) {
                throw new InputException(file + ": damaged, " + region.name() + " begins at byte " + region.start()
                        + " of the data, but what lies before it ends at byte " + reached
                        + "; copy or train it again");
            }
            reached = region.end();
        }
        if (reached != bytes) {
            throw new InputException(file + ": damaged, its tensors end at byte " + reached + " of " + bytes
                    + "; copy or train it again");
        }
    }

    private static ByteBuffer load(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new InputException(file + ": larger than " + (LONGEST_FILE >> 20)
                        + " MiB; a checkpoint of this task has about 1 MB");
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

    private static Region region(Path file, String name, JsonNode description, long bytes) {
        ElementType type = type(file, name, description.path("dtype").asString(""));
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
            if (size < 1 || (count *= size) > MOST_NUMBERS) {
                throw new InputException(file + ": " + name + " has an impossible shape " + sizes);
            }
        }
        if (start < 0 || end > bytes || end - start != count * type.width()) {
            throw new InputException(file + ": truncated or damaged, " + name + " " + sizes + " should lie at bytes "
                    + start + " to " + end + " of " + bytes + "; copy or train it again");
        }
        return new Region(name, sizes, type, start, end);
    }

    private static ElementType type(Path file, String name, String word) {
        try {
            return ElementType.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    file + ": " + name + " has type \"" + word + "\"; these are read: "
                            + Arrays.toString(ElementType.values()),
                    e);
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
