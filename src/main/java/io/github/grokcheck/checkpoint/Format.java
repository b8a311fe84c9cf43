package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The formats that are read. A file's first bytes decide, whatever its name. */
public enum Format {
    TORCH("PyTorch archive"),
    TORCH_BEFORE_1_6("PyTorch file in the format before 1.6"),
    SAFETENSORS("safetensors"),
    NUMPY("NumPy archive");

    private static final int ZIP = 0x04034b50;
    private static final int PICKLE = 0x80;
    private static final int SNIFFED = 16;

    private final String word;

    Format(String word) {
        this.word = word;
    }

    /** The format's name for people. */
    public String word() {
        return word;
    }

    /**
     * The format that a file is in.
     *
     * @throws InputException if it is missing, empty or in none of them
     */
    static Format of(Path file) {
        ByteBuffer start = start(file);
        if (start.remaining() < 4) {
            throw new InputException(
                    file + ": has " + start.remaining() + " bytes and is no checkpoint; download or save it again");
        }
        if (start.getInt(0) == ZIP) {
            return ofArchive(file);
        }
        if (start.remaining() > 8 && start.get(8) == '{') {
            return SAFETENSORS;
        }
        // The instructions with which pickles of any protocol begin.
        if (Byte.toUnsignedInt(start.get(0)) == PICKLE || "c(]}i".indexOf(start.get(0)) >= 0) {
            return TORCH_BEFORE_1_6;
        }
        throw new InputException(file + ": is neither a PyTorch checkpoint nor safetensors nor an .npz;"
                + " save the model's state_dict() with torch.save");
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
            throw new InputException(
                    file + ": cannot be read (" + e.getMessage() + "); it must be a file you may read", e);
        }
    }

    private static Format ofArchive(Path file) {
        try (Archive archive = new Archive(file)) {
            if (archive.names().stream().anyMatch(name -> name.endsWith("/" + TorchArchive.PICKLE))) {
                return TORCH;
            }
            if (archive.names().stream().anyMatch(name -> name.endsWith(NumPyArchive.ARRAY))) {
                return NUMPY;
            }
        } catch (IOException e) {
            // It was read; that it does not close takes nothing away.
        }
        throw new InputException(file + ": is an archive, but neither PyTorch's nor NumPy's; save the model's"
                + " state_dict() with torch.save");
    }
}
