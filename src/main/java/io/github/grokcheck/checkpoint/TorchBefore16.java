package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.Huge;
import io.github.grokcheck.checkpoint.PickleValue.Items;
import io.github.grokcheck.checkpoint.PickleValue.Storage;
import io.github.grokcheck.checkpoint.PickleValue.Text;
import io.github.grokcheck.checkpoint.PickleValue.View;
import io.github.grokcheck.checkpoint.PickleValue.Whole;
import io.github.grokcheck.trajectory.InputException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code torch.save} wrote before version 1.6: five pickles (a magic number, the protocol 1001, the machine's sizes,
 * the object, the storages' keys), then each storage in the order of the keys: eight bytes with the count, then the
 * numbers.
 *
 * @see "pytorch, torch/serialization.py, _legacy_save"
 */
final class TorchBefore16 implements Source {
    private static final PickleValue MAGIC = new Huge(new BigInteger("1950a86a20f9469cfc6c", 16));
    private static final PickleValue PROTOCOL = new Whole(1001);

    private static final int COUNT_BYTES = Long.BYTES;
    /** The three pickles before the object are a few bytes each. */
    private static final int PREAMBLE = 4096;

    private final Path file;
    private final ByteBuffer bytes;
    /** Where each storage's numbers begin, by its key. */
    private final Map<String, Integer> begins = new HashMap<>();

    /** @param bytes the whole file */
    TorchBefore16(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Format format() {
        return Format.TORCH_BEFORE_1_6;
    }

    @Override
    public Contents contents() {
        if (!load(next(), PREAMBLE).equals(MAGIC) || !load(next(), PREAMBLE).equals(PROTOCOL)) {
            throw new InputException(file + ": is a pickle, but not one that torch.save wrote; save the model's"
                    + " state_dict() with torch.save");
        }
        load(next(), PREAMBLE);
        Unpickler object = next();
        PickleValue top = load(object, Unpickler.LONGEST);
        if (!(load(next(), Unpickler.LONGEST) instanceof Items keys)) {
            throw damaged("it does not list its storages");
        }
        for (PickleValue key : keys.items()) {
            locate(key, object.storages());
        }
        return PickledContents.of(top, this::tensor);
    }

    /** The pickle from here on, which may not be longer. */
    private PickleValue load(Unpickler pickle, int longest) {
        int end = bytes.limit();
        bytes.limit(Math.min(end, bytes.position() + longest));
        PickleValue value = pickle.load();
        bytes.limit(end);
        return value;
    }

    private Unpickler next() {
        return new Unpickler(file.toString(), bytes);
    }

    private void locate(PickleValue key, Map<String, Storage> storages) {
        Storage storage = key instanceof Text text ? storages.get(text.value()) : null;
        if (storage == null) {
            throw damaged("it lists a storage that it does not name");
        }
        if (bytes.remaining() < COUNT_BYTES || bytes.getLong() != storage.count()) {
            throw damaged("storage " + storage.key() + " should have " + storage.count() + " numbers");
        }
        int width = storage.type().width();
        if (storage.count() > bytes.remaining() / width) {
            throw damaged("storage " + storage.key() + " should have " + storage.count() + " numbers of " + width
                    + " bytes, and " + bytes.remaining() + " bytes are left");
        }
        begins.put(storage.key(), bytes.position());
        bytes.position(bytes.position() + (int) storage.count() * width);
    }

    private StoredTensor tensor(String name, View view) {
        Storage storage = view.storage();
        Integer begin = begins.get(storage.key());
        if (begin == null) {
            throw damaged("the storage of " + name + " is not in it");
        }
        Strided strided = Strided.checked(
                file + ", " + name, storage.type(), view.offset(), view.sizes(), view.strides(), storage.count());
        ByteBuffer numbers = bytes.slice(
                        begin, (int) storage.count() * storage.type().width())
                .order(ByteOrder.LITTLE_ENDIAN);
        return new StoredTensor(strided.sizes(), () -> strided.rowMajor(numbers));
    }

    private InputException damaged(String what) {
        return new InputException(file + ": truncated or damaged, " + what + "; download or save it again");
    }

    @Override
    public void close() {}
}
