package io.github.grokcheck.trajectory;

import java.nio.ByteBuffer;

/** How one number of a tensor is stored; little-endian. Every value of these types is a float64 exactly but large I64. */
public enum ElementType {
    F64(Double.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.getDouble(at);
        }
    },
    F32(Float.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.getFloat(at);
        }
    },
    /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
    F16(Short.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            int bits = bytes.getShort(at);
            int exponent = bits >> 10 & 0x1F;
            int fraction = bits & 0x3FF;
            double magnitude = switch (exponent) {
                case 0 -> Math.scalb((double) fraction, -24);
                case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
            };
            return bits < 0 ? -magnitude : magnitude;
        }
    },
    /** The upper half of a binary32. */
    BF16(Short.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return Float.intBitsToFloat(bytes.getShort(at) << 16);
        }
    },
    I64(Long.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.getLong(at);
        }
    },
    I32(Integer.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.getInt(at);
        }
    },
    I16(Short.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.getShort(at);
        }
    },
    I8(Byte.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.get(at);
        }
    },
    U8(Byte.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return Byte.toUnsignedInt(bytes.get(at));
        }
    },
    BOOL(Byte.BYTES) {
        @Override
        public double read(ByteBuffer bytes, int at) {
            return bytes.get(at) == 0 ? 0 : 1;
        }
    };

    private final int width;

    ElementType(int width) {
        this.width = width;
    }

    /** Bytes of one number. */
    public int width() {
        return width;
    }

    /** The number that begins at a byte of a little-endian buffer; false is 0, true 1. */
    public abstract double read(ByteBuffer bytes, int at);
}
