package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.Safetensors.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Spells pickles instruction by instruction, good ones as PyTorch does and bad ones as nobody should. */
final class PickleWriter {
    private static final int PROTOCOL_2 = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        instruction(0x80).instruction(PROTOCOL_2);
    }

    PickleWriter instruction(int code) {
        out.write(code);
        return this;
    }

    PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return instruction('X').raw(littleEndian(4).putInt(utf8.length)).raw(ByteBuffer.wrap(utf8));
    }

    PickleWriter whole(int value) {
        return instruction('J').raw(littleEndian(4).putInt(value));
    }

    PickleWriter longWhole(long value) {
        return instruction(0x8a).instruction(8).raw(littleEndian(8).putLong(value));
    }

    PickleWriter real(double value) {
        return instruction('G').raw(ByteBuffer.allocate(8).putDouble(value));
    }

    PickleWriter name(String module, String name) {
        return instruction('c').raw(ByteBuffer.wrap((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    PickleWriter raw(ByteBuffer bytes) {
        out.write(bytes.array(), 0, bytes.capacity());
        return this;
    }

    /** {@code collections.OrderedDict()} with entries, each a tensor in the storage of its index. */
    PickleWriter stateDict(Map<String, Stored> tensors) {
        return stateDict(tensors, 0);
    }

    /** The same with the storages counted from a number on. */
    PickleWriter stateDict(Map<String, Stored> tensors, int firstKey) {
        name("collections", "OrderedDict").instruction(')').instruction('R').instruction('(');
        int key = firstKey;
        for (Map.Entry<String, Stored> tensor : tensors.entrySet()) {
            text(tensor.getKey());
            int count = tensor.getValue().values().length;
            tensor(
                    "FloatStorage",
                    String.valueOf(key++),
                    count,
                    0,
                    tensor.getValue().sizes());
        }
        return instruction('u');
    }

    /** A contiguous tensor. */
    PickleWriter tensor(String storage, String key, long count, int offset, List<Integer> sizes) {
        int[] strides = new int[sizes.size()];
        int stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes.get(i);
        }
        return tensor(
                storage, key, count, offset, sizes.stream().mapToInt(i -> i).toArray(), strides);
    }

    PickleWriter tensor(String storage, String key, long count, int offset, int[] sizes, int[] strides) {
        name("torch._utils", "_rebuild_tensor_v2").instruction('(').instruction('(');
        text("storage").name("torch", storage).text(key).text("cpu").longWhole(count);
        instruction('t')
                .instruction('Q')
                .whole(offset)
                .tuple(sizes)
                .tuple(strides)
                .instruction(0x89);
        name("collections", "OrderedDict").instruction(')').instruction('R');
        return instruction('t').instruction('R');
    }

    PickleWriter tuple(int... numbers) {
        instruction('(');
        for (int number : numbers) {
            whole(number);
        }
        return instruction('t');
    }

    PickleWriter list(double... numbers) {
        instruction(']').instruction('(');
        for (double number : numbers) {
            real(number);
        }
        return instruction('e');
    }

    byte[] stop() {
        instruction('.');
        return out.toByteArray();
    }

    static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
