package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.View;
import io.github.grokcheck.trajectory.InputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;

/**
 * What {@code torch.save} writes since version 1.6: an archive with {@code NAME/data.pkl}, a pickle, and one part {@code
 * NAME/data/KEY} for each storage. Nothing in it is compressed.
 *
 * @see "pytorch, torch/serialization.py, _save"
 */
final class TorchArchive implements Source {
    private static final String PICKLE = "data.pkl";

    private final Path file;
    private final Archive archive;
    private final List<String> pickles;
    private final String folder;

    /** @param archive with a pickle, to be closed with this source */
    TorchArchive(Path file, Archive archive) {
        this.file = file;
        this.archive = archive;
        this.pickles = archive.names().stream().filter(TorchArchive::isPickle).toList();
        this.folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    }

    /** Whether the part of an archive is what tells PyTorch's from others. */
    static boolean isPickle(String name) {
        return name.endsWith("/" + PICKLE);
    }

    @Override
    public Format format() {
        return Format.TORCH;
    }

    @Override
    public Contents contents() {
        if (pickles.size() > 1) {
            throw new InputException(file + ": holds " + pickles.size() + " pickles called " + PICKLE
                    + " and PyTorch writes one; download or save it again");
        }
        if (archive.part(folder + "constants.pkl").isPresent()) {
            throw new InputException(file + ": is a TorchScript program; save the model's state_dict() instead");
        }
        checkByteOrder();
        ZipEntry pickle = part(PICKLE);
        if (pickle.getSize() > Unpickler.LONGEST) {
            throw new InputException(file + ": its pickle has " + pickle.getSize() + " bytes, at most "
                    + Unpickler.LONGEST + " are read; save model.state_dict() alone");
        }
        ByteBuffer bytes = archive.read(pickle, Unpickler.LONGEST);
        return PickledContents.of(new Unpickler(file.toString(), bytes).load(), this::tensor);
    }

    private void checkByteOrder() {
        archive.part(folder + "byteorder").ifPresent(part -> {
            String word =
                    StandardCharsets.US_ASCII.decode(archive.read(part, 16)).toString();
            if (!word.equals("little")) {
                throw new InputException(
                        file + ": was saved with the byte order \"" + word + "\"; load and save it on another machine");
            }
        });
    }

    private StoredTensor tensor(String name, View view) {
        PickleValue.Storage storage = view.storage();
        ZipEntry data = part("data/" + storage.key());
        long announced = Math.multiplyHigh(storage.count(), storage.type().width()) == 0
                ? storage.count() * storage.type().width()
                : Long.MAX_VALUE;
        if (announced != data.getSize()) {
            throw new InputException(
                    "%s: damaged, the storage of %s should have %d numbers of %d bytes and has %d bytes"
                                    .formatted(
                                            file,
                                            name,
                                            storage.count(),
                                            storage.type().width(),
                                            data.getSize())
                            + "; download or save it again");
        }
        Strided strided = Strided.checked(
                file + ", " + name, storage.type(), view.offset(), view.sizes(), view.strides(), storage.count());
        return new StoredTensor(strided.sizes(), () -> strided.rowMajor(numbers(data)));
    }

    private ByteBuffer numbers(ZipEntry data) {
        ByteBuffer bytes = archive.read(data, data.getSize());
        if (bytes.remaining() != data.getSize()) {
            throw new InputException(file + ": truncated, " + data.getName() + " has " + bytes.remaining() + " of "
                    + data.getSize() + " bytes; download or save it again");
        }
        return bytes;
    }

    private ZipEntry part(String name) {
        ZipEntry entry = archive.part(folder + name)
                .orElseThrow(() -> new InputException(
                        file + ": damaged, it lacks its part " + folder + name + "; download or save it again"));
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new InputException(file + ": its part " + folder + name
                    + " is compressed, which PyTorch never does; save the model's state_dict() with torch.save");
        }
        if (entry.getSize() > (Strided.MOST_NUMBERS * Double.BYTES)) {
            throw new InputException(file + ": its part " + folder + name + " has " + entry.getSize()
                    + " bytes; a model of this task has about a million");
        }
        return entry;
    }

    @Override
    public void close() {
        archive.close();
    }
}
