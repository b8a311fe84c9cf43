package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.Bytes;
import io.github.grokcheck.checkpoint.PickleValue.Huge;
import io.github.grokcheck.checkpoint.PickleValue.Key;
import io.github.grokcheck.checkpoint.PickleValue.Text;
import io.github.grokcheck.checkpoint.PickleValue.Whole;
import io.github.grokcheck.trajectory.InputException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle. Whatever length they announce is held against what is left before memory is taken. */
final class PickleInput {
    private static final int LONGEST_LINE = 256;

    private final String file;
    private final ByteBuffer bytes;

    /**
     * @param file named in errors
     * @param bytes read from the buffer's position on
     */
    PickleInput(String file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    void skip(long count) {
        bytes.position(bytes.position() + length(count));
    }

    int uint8() {
        length(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    int uint16() {
        length(2);
        return Short.toUnsignedInt(bytes.getShort());
    }

    int int32() {
        length(4);
        return bytes.getInt();
    }

    long uint32() {
        return Integer.toUnsignedLong(int32());
    }

    long int64() {
        length(8);
        return bytes.getLong();
    }

    /** Floats alone are big-endian. */
    double float64() {
        return Double.longBitsToDouble(Long.reverseBytes(int64()));
    }

    /** A whole number in two's complement, little-endian. */
    Key whole(long width) {
        byte[] littleEndian = new byte[length(width)];
        bytes.get(littleEndian);
        byte[] bigEndian = new byte[littleEndian.length + 1];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[littleEndian.length - i] = littleEndian[i];
        }
        boolean negative = littleEndian.length > 0 && littleEndian[littleEndian.length - 1] < 0;
        bigEndian[0] = (byte) (negative ? -1 : 0);
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? new Whole(value.longValueExact()) : new Huge(value);
    }

    Text text(long width) {
        byte[] utf8 = new byte[length(width)];
        bytes.get(utf8);
        return new Text(new String(utf8, StandardCharsets.UTF_8));
    }

    Bytes bytes(long width) {
        int skipped = length(width);
        bytes.position(bytes.position() + skipped);
        return new Bytes(skipped);
    }

    /** Text up to the next line feed, as the instructions of protocol 0 have it. */
    String line() {
        StringBuilder line = new StringBuilder();
        for (int c = uint8(); c != '\n'; c = uint8()) {
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                throw damaged("a line of over " + LONGEST_LINE + " characters");
            }
        }
        return line.toString();
    }

    /** An error at the present place. */
    InputException damaged(String what) {
        return new InputException(file + ": its pickle is damaged or not PyTorch's, " + what + " at byte "
                + bytes.position() + "; download or save it again");
    }

    private int length(long wanted) {
        if (wanted < 0 || wanted > bytes.remaining()) {
            throw damaged("it ends early: " + wanted + " bytes are announced and " + bytes.remaining() + " are left,");
        }
        return (int) wanted;
    }
}
