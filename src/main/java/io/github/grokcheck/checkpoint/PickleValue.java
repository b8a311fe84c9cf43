package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.ElementType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pickle may hold here; none of it can do anything. */
sealed interface PickleValue {
    /**
     * May be a dictionary's key; containers may not, since one that holds itself would never end. Keys are comparable, so
     * that many of one hash code, which are easy to make, do not slow a map down.
     */
    sealed interface Key extends PickleValue {}

    /** Python's {@code None}. */
    enum None implements Key {
        NONE
    }

    record Bool(boolean value) implements Key {}

    record Whole(long value) implements Key, Comparable<Whole> {
        @Override
        public int compareTo(Whole other) {
            return Long.compare(value, other.value);
        }
    }

    /** A whole number beyond 64 bits. */
    record Huge(BigInteger value) implements Key, Comparable<Huge> {
        @Override
        public int compareTo(Huge other) {
            return value.compareTo(other.value);
        }
    }

    record Real(double value) implements Key, Comparable<Real> {
        @Override
        public int compareTo(Real other) {
            return Double.compare(value, other.value);
        }
    }

    record Text(String value) implements Key, Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }
    }

    /** Bytes, which nothing here needs, by their number. */
    record Bytes(int length) implements PickleValue {}

    record Tuple(List<PickleValue> items) implements PickleValue {}

    /** A list or a set. */
    record Items(List<PickleValue> items) implements PickleValue {
        Items() {
            this(new ArrayList<>());
        }
    }

    /** A dictionary, and what was set on it as an object: PyTorch hangs {@code _metadata} on a state dictionary. */
    record Dict(Map<Key, PickleValue> entries, Map<Key, PickleValue> attributes) implements PickleValue {
        Dict() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /** A name that may occur. */
    record Global(String name) implements PickleValue {}

    /** An object whose fields do not matter: a recipe's settings, a device. */
    record Inert(String name) implements PickleValue {}

    /** Where a tensor's numbers lie: a named part of the file with this many numbers of a type. */
    record Storage(String key, ElementType type, long count) implements PickleValue {}

    /** A view of a storage, in numbers: entry (i, j, …) is number {@code offset + i·strides[0] + j·strides[1] + …}. */
    record View(Storage storage, long offset, List<Long> sizes, List<Long> strides) implements PickleValue {}
}
