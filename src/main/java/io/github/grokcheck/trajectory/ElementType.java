package io.github.grokcheck.trajectory;

import java.nio.ByteBuffer;

/** How one number of a tensor is stored; little-endian. As float64 all are exact but whole numbers beyond 2⁵³. */
public enum ElementType {
    F64(Double.BYTES, ByteBuffer::getDouble),
    F32(Float.BYTES, ByteBuffer::getFloat),
    /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
    F16(Short.BYTES, (bytes, at) -> half(bytes.getShort(at))),
    /** The upper half of a binary32. */
    BF16(Short.BYTES, (bytes, at) -> Float.intBitsToFloat(bytes.getShort(at) << 16)),
    I64(Long.BYTES, ByteBuffer::getLong),
    I32(Integer.BYTES, ByteBuffer::getInt),
    I16(Short.BYTES, ByteBuffer::getShort),
    I8(Byte.BYTES, ByteBuffer::get),
    U8(Byte.BYTES, (bytes, at) -> Byte.toUnsignedInt(bytes.get(at))),
    BOOL(Byte.BYTES, (bytes, at) -> bytes.get(at) == 0 ? 0 : 1);

    private static final int LARGEST_EXPONENT = 0x1F;

    private final int width;
    private final Reader reader;

    ElementType(int width, Reader reader) {
        this.width = width;
        this.reader = reader;
    }

    @FunctionalInterface
    private interface Reader {
        double read(ByteBuffer littleEndian, int at);
    }

    /** Bytes of one number. */
    public int width() {
        return width;
    }

    /** The number that begins at a byte of a little-endian buffer; false is 0, true 1. */
    public double read(ByteBuffer bytes, int at) {
        return reader.read(bytes, at);
    }

    private static double half(int bits) {
        int exponent = bits >> 10 & LARGEST_EXPONENT;
        int fraction = bits & 0x3FF;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case LARGEST_EXPONENT -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
