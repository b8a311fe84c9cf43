package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The END record of a zip file, which announces the directory of its parts. Java's reader loads that directory whole,
 * however large it is said to be, so it is looked at first.
 *
 * @see "PKWARE, APPNOTE.TXT, sections 4.3.14 to 4.3.16"
 */
final class ArchiveDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    /** All ones mean that the longer record has the number. */
    private static final int DEFERRED_PARTS = 0xFFFF;

    private static final long DEFERRED_BYTES = 0xFFFFFFFFL;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_64_BYTES = 56;

    /** A run of 401 checkpoints of eleven tensors and a mask has about 5,000 parts. */
    private static final long MOST_PARTS = 20_000;

    private static final long LARGEST_DIRECTORY = 4L << 20;

    private ArchiveDirectory() {}

    /** @throws InputException if the directory is larger than that of any run of this task */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int tailBytes = (int) Math.min(channel.size(), END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
            ByteBuffer tail = read(channel, channel.size() - tailBytes, tailBytes);
            int end = lastEnd(tail);
            if (end < 0) {
                throw new IOException("it has no end");
            }
            int parts = Short.toUnsignedInt(tail.getShort(end + 10));
            long bytes = Integer.toUnsignedLong(tail.getInt(end + 12));
            check(file, parts == DEFERRED_PARTS ? 0 : parts, bytes == DEFERRED_BYTES ? 0 : bytes);
            int locator = end - LOCATOR_BYTES;
            if (locator >= 0 && tail.getInt(locator) == END_64_LOCATOR) {
                ByteBuffer end64 = read(channel, tail.getLong(locator + 8), END_64_BYTES);
                check(file, end64.getLong(32), end64.getLong(40));
            }
        }
    }

    /** Where the last record begins whose comment reaches to the file's end, as Java's reader looks for it; or −1. */
    private static int lastEnd(ByteBuffer tail) {
        for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                boolean reachesTheEnd = at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit();
                return reachesTheEnd ? at : -1;
            }
        }
        return -1;
    }

    private static void check(Path file, long parts, long bytes) {
        if (parts < 0 || parts > MOST_PARTS || bytes < 0 || bytes > LARGEST_DIRECTORY) {
            throw new InputException(file + ": announces " + parts + " parts in a directory of " + bytes
                    + " bytes; a run of this task has about 5,000");
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (from < 0 || from > channel.size() - bytes) {
            throw new IOException("its end lies outside");
        }
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // A channel may give fewer bytes than there are.
        }
        return buffer.flip();
    }
}
