package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.ElementType;
import io.github.grokcheck.trajectory.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * What {@code numpy.savez} and {@code savez_compressed} write: an archive with one part {@code NAME.npy} an array.
 *
 * @see "numpy, lib/format.py, Format Version 1.0 to 3.0"
 */
final class NumPyArchive implements Source {
    private static final String ARRAY = ".npy";

    private static final Map<String, ElementType> TYPES = Map.of(
            "<f8", ElementType.F64,
            "<f4", ElementType.F32,
            "<f2", ElementType.F16,
            "<i8", ElementType.I64,
            "<i4", ElementType.I32,
            "<i2", ElementType.I16,
            "|i1", ElementType.I8,
            "|u1", ElementType.U8,
            "|b1", ElementType.BOOL);

    private static final String MAGIC = "\u0093NUMPY";
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']{1,8})', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");
    private static final int LONGEST_HEADER = 1 << 12;
    private static final int MOST_ARRAYS = 1000;
    private static final long LONGEST_PART = 64L << 20;
    /** Weights hardly compress at all; parts below this size may, as zero biases do. */
    private static final long SMALL = 1L << 20;

    private static final long LARGEST_RATIO = 100;

    private final Path file;
    private final Archive archive;

    /** @param archive with an array, to be closed with this source */
    NumPyArchive(Path file, Archive archive) {
        this.file = file;
        this.archive = archive;
    }

    /** Whether the part of an archive is what tells NumPy's from others. */
    static boolean isArray(String name) {
        return name.endsWith(ARRAY);
    }

    @Override
    public Format format() {
        return Format.NUMPY;
    }

    @Override
    public Contents contents() {
        if (archive.names().size() > MOST_ARRAYS) {
            throw new InputException(file + ": has " + archive.names().size() + " parts, at most " + MOST_ARRAYS
                    + " are read; a model of this task has eleven");
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (String part : archive.names()) {
            if (isArray(part)) {
                String name = part.substring(0, part.length() - ARRAY.length());
                tensors.put(name, array(name, archive.part(part).orElseThrow()));
            }
        }
        return Contents.of(tensors);
    }

    private StoredTensor array(String name, ZipEntry entry) {
        if (entry.getSize() > LONGEST_PART
                || (entry.getSize() > SMALL && entry.getSize() / LARGEST_RATIO > entry.getCompressedSize())) {
            throw new InputException(
                    "%s: %s would unfold from %d to %d bytes; a model of this task has about a million in all"
                            .formatted(file, name, entry.getCompressedSize(), entry.getSize()));
        }
        ByteBuffer bytes = archive.read(entry, LONGEST_HEADER);
        String header = header(name, bytes);
        Matcher fields = HEADER.matcher(header);
        if (!fields.matches()) {
            throw damaged(name, "its header is not NumPy's");
        }
        ElementType type = TYPES.get(fields.group(1));
        if (type == null) {
            throw new InputException(file + ": " + name + " has type \"" + fields.group(1)
                    + "\"; little-endian numbers of 16, 32 or 64 bits are read");
        }
        List<Long> sizes = sizes(name, fields.group(3));
        int begin = bytes.position();
        Strided strided = Strided.checked(
                file + ", " + name,
                type,
                0,
                sizes,
                strides(sizes, fields.group(2).equals("True")),
                (entry.getSize() - begin) / type.width());
        return new StoredTensor(strided.sizes(), () -> strided.rowMajor(data(name, entry, begin)));
    }

    private ByteBuffer data(String name, ZipEntry entry, int begin) {
        ByteBuffer all = archive.read(entry, LONGEST_PART);
        if (all.remaining() != entry.getSize()) {
            throw damaged(name, "it has " + all.remaining() + " bytes where " + entry.getSize() + " are announced");
        }
        return all.position(begin).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The header's text; afterwards the buffer stands where the numbers begin. */
    private String header(String name, ByteBuffer bytes) {
        byte[] start = new byte[MAGIC.length()];
        if (bytes.remaining() < MAGIC.length() + 6) {
            throw damaged(name, "it ends early");
        }
        bytes.get(start);
        if (!new String(start, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw damaged(name, "it is no NumPy array");
        }
        int major = bytes.get();
        bytes.get();
        int length = major == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
        if (major < 1 || major > 3 || length < 0 || length > bytes.remaining()) {
            throw damaged(name, "its header is not NumPy's");
        }
        byte[] header = new byte[length];
        bytes.get(header);
        return new String(header, StandardCharsets.ISO_8859_1);
    }

    private List<Long> sizes(String name, String shape) {
        List<Long> sizes = new ArrayList<>();
        for (String size : shape.split(",", -1)) {
            if (!size.isBlank()) {
                try {
                    sizes.add(Long.parseLong(size.strip()));
                } catch (NumberFormatException e) {
                    throw damaged(name, "its header is not NumPy's");
                }
            }
        }
        return sizes;
    }

    private static List<Long> strides(List<Long> sizes, boolean firstIsFastest) {
        Long[] strides = new Long[sizes.size()];
        long stride = 1;
        for (int i = 0; i < strides.length; i++) {
            int dimension = firstIsFastest ? i : strides.length - 1 - i;
            strides[dimension] = stride;
            stride *= Math.max(1, Math.min(sizes.get(dimension), Strided.MOST_NUMBERS));
        }
        return List.of(strides);
    }

    private InputException damaged(String name, String what) {
        return new InputException(file + ": " + name + " is damaged, " + what + "; download or save it again");
    }

    @Override
    public void close() {
        archive.close();
    }
}
