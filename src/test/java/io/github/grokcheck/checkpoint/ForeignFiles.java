package io.github.grokcheck.checkpoint;

import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Checkpoints as other programs write them, byte by byte. */
public final class ForeignFiles {
    private static final String FOLDER = "archive/";

    private ForeignFiles() {}

    /** A model's tensors in the authors' layout. */
    public static Map<String, Stored> authors(Weights weights) {
        Map<String, Stored> tensors = new LinkedHashMap<>();
        for (WeightName name : WeightName.values()) {
            Tensor tensor = weights.get(name);
            tensors.put(name.key(), new Stored(tensor.shape().sizes(), tensor.toArray()));
        }
        return tensors;
    }

    /** The same in TransformerLens' layout, with its zero biases, mask, and outputs for the p numbers alone. */
    public static Map<String, Stored> transformerLens(Weights weights) {
        int heads = weights.architecture().nHeads();
        int dHead = weights.architecture().dHead();
        int dModel = weights.architecture().dModel();
        int p = weights.p();
        Map<String, Stored> tensors = new LinkedHashMap<>();
        tensors.put("embed.W_E", stored(weights.get(WeightName.W_E).transposed()));
        tensors.put("pos_embed.W_pos", stored(weights.get(WeightName.W_POS)));
        for (WeightName name : List.of(WeightName.W_Q, WeightName.W_K, WeightName.W_V)) {
            double[] values = new double[heads * dModel * dHead];
            for (int head = 0; head < heads; head++) {
                double[] one = weights.get(name).slice(head).transposed().toArray();
                System.arraycopy(one, 0, values, head * one.length, one.length);
            }
            tensors.put(name.key(), new Stored(List.of(heads, dModel, dHead), values));
        }
        double[] output = weights.get(WeightName.W_O).transposed().toArray();
        tensors.put("blocks.0.attn.W_O", new Stored(List.of(heads, dHead, dModel), output));
        for (String bias : List.of("b_Q", "b_K", "b_V")) {
            tensors.put("blocks.0.attn." + bias, zeros(heads, dHead));
        }
        tensors.put("blocks.0.attn.b_O", zeros(dModel));
        tensors.put("blocks.0.attn.mask", new Stored(List.of(3, 3), new double[] {1, 0, 0, 1, 1, 0, 1, 1, 1}));
        tensors.put("blocks.0.attn.IGNORE", new Stored(List.of(), new double[] {-1e5}));
        tensors.put("blocks.0.mlp.W_in", stored(weights.get(WeightName.W_IN).transposed()));
        tensors.put("blocks.0.mlp.b_in", stored(weights.get(WeightName.B_IN)));
        tensors.put("blocks.0.mlp.W_out", stored(weights.get(WeightName.W_OUT).transposed()));
        tensors.put("blocks.0.mlp.b_out", stored(weights.get(WeightName.B_OUT)));
        tensors.put("unembed.W_U", stored(weights.get(WeightName.W_U).columns(0, p)));
        tensors.put("unembed.b_U", zeros(p));
        return tensors;
    }

    private static Stored stored(Tensor tensor) {
        return new Stored(tensor.shape().sizes(), tensor.toArray());
    }

    static Stored zeros(Integer... sizes) {
        return new Stored(List.of(sizes), new double[List.of(sizes).stream().reduce(1, (a, b) -> a * b)]);
    }

    /** A state dictionary as {@code torch.save} writes it today. */
    public static Path torch(Path file, Map<String, Stored> tensors) {
        return archive(file, new PickleWriter().stateDict(tensors).stop(), storages(tensors));
    }

    /** An archive of a pickle and its storages, nothing compressed. */
    static Path archive(Path file, byte[] pickle, Map<String, byte[]> storages) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(FOLDER + "data.pkl", pickle);
        storages.forEach((key, bytes) -> parts.put(FOLDER + "data/" + key, bytes));
        parts.put(FOLDER + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
        return zip(file, parts, ZipEntry.STORED);
    }

    /** A run's checkpoints in one file, as the authors keep their mainline run, with the test losses equal to the others. */
    public static Path runArchive(Path file, List<Weights> checkpoints, double[] epochs, double[] losses) {
        PickleWriter writer = new PickleWriter()
                .instruction('}')
                .text("state_dicts")
                .instruction(']')
                .instruction('(');
        Map<String, byte[]> storages = new LinkedHashMap<>();
        for (Weights checkpoint : checkpoints) {
            Map<String, Stored> tensors = authors(checkpoint);
            writer.stateDict(tensors, storages.size());
            tensors.values().forEach(tensor -> storages.put("" + storages.size(), float32(tensor.values())));
        }
        writer.instruction('e').instruction('s');
        writer.text("epochs").list(epochs).instruction('s');
        writer.text("train_losses").list(losses).instruction('s');
        writer.text("test_losses").list(losses).instruction('s');
        return archive(file, writer.stop(), storages);
    }

    /** The storages of tensors, by their index. */
    static Map<String, byte[]> storages(Map<String, Stored> tensors) {
        Map<String, byte[]> storages = new LinkedHashMap<>();
        int key = 0;
        for (Stored tensor : tensors.values()) {
            storages.put(String.valueOf(key++), float32(tensor.values()));
        }
        return storages;
    }

    static byte[] float32(double[] values) {
        ByteBuffer bytes = PickleWriter.littleEndian(4 * values.length);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return bytes.array();
    }

    /** The same as {@code torch.save} wrote it before version 1.6. */
    public static Path torchBefore16(Path file, Map<String, Stored> tensors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] magic = {0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};
        out.writeBytes(new PickleWriter()
                .instruction(0x8a)
                .instruction(magic.length)
                .raw(ByteBuffer.wrap(magic))
                .stop());
        out.writeBytes(new PickleWriter().whole(1001).stop());
        out.writeBytes(new PickleWriter().instruction('}').stop());
        out.writeBytes(new PickleWriter().stateDict(tensors).stop());
        // PyTorch lists the keys in their order as texts: "10" comes before "2".
        List<String> keys = storages(tensors).keySet().stream().sorted().toList();
        PickleWriter list = new PickleWriter().instruction(']').instruction('(');
        keys.forEach(list::text);
        out.writeBytes(list.instruction('e').stop());
        List<Stored> inOrder = new ArrayList<>(tensors.values());
        for (String key : keys) {
            double[] values = inOrder.get(Integer.parseInt(key)).values();
            out.writeBytes(PickleWriter.littleEndian(8).putLong(values.length).array());
            out.writeBytes(float32(values));
        }
        return write(file, out.toByteArray());
    }

    /** What {@code numpy.savez_compressed} writes. */
    public static Path numPy(Path file, Map<String, Stored> tensors) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                parts.put(name + ".npy", npy("<f4", false, tensor.sizes(), float32(tensor.values()))));
        return zip(file, parts, ZipEntry.DEFLATED);
    }

    /** One array in NumPy's format 1.0. */
    static byte[] npy(String type, boolean firstIsFastest, List<Integer> sizes, byte[] numbers) {
        String shape =
                sizes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + (sizes.size() == 1 ? "," : "");
        String header = "{'descr': '" + type + "', 'fortran_order': " + (firstIsFastest ? "True" : "False")
                + ", 'shape': (" + shape + "), }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.writeBytes(
                PickleWriter.littleEndian(2).putShort((short) padded.length()).array());
        out.writeBytes(padded.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(numbers);
        return out.toByteArray();
    }

    static Path zip(Path file, Map<String, byte[]> parts, int method) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setMethod(method);
                entry.setTime(0);
                if (method == ZipEntry.STORED) {
                    CRC32 sum = new CRC32();
                    sum.update(part.getValue());
                    entry.setCrc(sum.getValue());
                    entry.setSize(part.getValue().length);
                }
                zip.putNextEntry(entry);
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return write(file, bytes.toByteArray());
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
