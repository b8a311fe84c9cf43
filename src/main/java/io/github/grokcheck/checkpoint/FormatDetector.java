package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tells by a file's content which of the {@link Format}s it is in, whatever its name. */
final class FormatDetector {
    /** First bytes of a zip file. */
    private static final int ZIP = 0x04034b50;

    /** First instruction of a pickle that names its protocol, and those with which others begin. */
    private static final String PICKLE = "\u0080c(]}i";

    private static final int SNIFFED = 16;

    private static final long LONGEST_WHOLE = 64L << 20;

    private FormatDetector() {}

    /**
     * Opens a file.
     *
     * @throws InputException if it is missing, empty, too large, damaged, or in none of the formats
     */
    static Source open(Path file) {
        ByteBuffer start = start(file);
        if (start.remaining() < Integer.BYTES) {
            throw new InputException(
                    file + ": has " + start.remaining() + " bytes and is no checkpoint; download or save it again");
        }
        if (start.getInt(0) == ZIP) {
            return ofArchive(file, Archive.open(file));
        }
        if (start.remaining() > Long.BYTES && start.get(Long.BYTES) == '{') {
            return new SafetensorsFile(file);
        }
        if (PICKLE.indexOf(Byte.toUnsignedInt(start.get(0))) >= 0) {
            return new TorchBefore16(file, whole(file));
        }
        throw new InputException(file + ": is neither a PyTorch checkpoint nor safetensors nor an .npz;"
                + " save the model's state_dict() with torch.save");
    }

    private static Source ofArchive(Path file, Archive archive) {
        if (archive.names().stream().anyMatch(TorchArchive::isPickle)) {
            return new TorchArchive(file, archive);
        }
        if (archive.names().stream().anyMatch(NumPyArchive::isArray)) {
            return new NumPyArchive(file, archive);
        }
        archive.close();
        throw new InputException(file + ": is an archive, but neither PyTorch's nor NumPy's; save the model's"
                + " state_dict() with torch.save");
    }

    private static byte[] whole(Path file) {
        try {
            if (Files.size(file) > LONGEST_WHOLE) {
                throw new InputException(file + ": has " + (Files.size(file) >> 20)
                        + " MiB; of files in the format before 1.6 at most " + (LONGEST_WHOLE >> 20) + " are read");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ByteBuffer start(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + ": is a folder; name a file in it");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer start = ByteBuffer.allocate(SNIFFED).order(ByteOrder.LITTLE_ENDIAN);
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // A channel may give fewer bytes than there are.
            }
            return start.flip();
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": no such file; check the path", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputException unreadable(Path file, IOException e) {
        return new InputException(
                file + ": cannot be read (" + e.getMessage() + "); it must be a file you may read", e);
    }
}
