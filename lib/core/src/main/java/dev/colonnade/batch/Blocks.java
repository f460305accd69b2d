package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Runs of a vector's values copied into Java arrays, for loops over primitives. Each method takes {@code count} values from
 * {@code from}, puts them to the front of its target, and gives anything where a value is null.
 */
public final class Blocks {
    private Blocks() {}

    /** Puts 1 where there is a value and 0 where it is null; gives whether there is a null. */
    public static boolean presence(ColumnVector vector, int from, int count, byte[] target) {
        if (vector.hasNoValidity()) {
            Arrays.fill(target, 0, count, (byte) 1);
            return false;
        }
        ByteBuffer bits = vector.validity();
        if (vector instanceof DictionaryVector || bits == null) {
            int nulls = 0;
            for (int i = 0; i < count; i++) {
                boolean isNull = vector.isNull(from + i);
                target[i] = (byte) (isNull ? 0 : 1);
                nulls += isNull ? 1 : 0;
            }
            return nulls > 0;
        }
        return count > bits(bits, vector.offset() + from, count, target);
    }

    /** Puts 1 for true and 0 for false. */
    public static void bools(ColumnVector vector, int from, int count, byte[] target) {
        if (vector instanceof BoolVector bools) {
            bits(bools.bits(), bools.offset() + from, count, target);
        } else if (vector instanceof DictionaryVector encoded) {
            bools(decoded(encoded, from, count), 0, count, target);
        } else {
            nothing(vector, "boolean");
        }
    }

    /** Puts {@link ColumnVector#longAt} of each value. */
    public static void longs(ColumnVector vector, int from, int count, long[] target) {
        if (vector instanceof DictionaryVector encoded) {
            longs(decoded(encoded, from, count), 0, count, target);
            return;
        }
        if (!(vector instanceof FixedVector fixed)) {
            nothing(vector, "long");
            return;
        }
        ByteBuffer values = fixed.values();
        int first = fixed.offset() + from;
        switch (fixed.layout()) {
            case INT64, UINT64, TIMESTAMP, TIME64 -> values.asLongBuffer().get(first, target, 0, count);
            case INT32, DATE, TIME32 -> {
                int[] words = new int[count];
                values.asIntBuffer().get(first, words);
                for (int i = 0; i < count; i++) {
                    target[i] = words[i];
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[i] = fixed.longAt(from + i);
                }
            }
        }
    }

    /** Puts {@link ColumnVector#doubleAt} of each float. */
    public static void doubles(ColumnVector vector, int from, int count, double[] target) {
        if (vector instanceof DictionaryVector encoded) {
            doubles(decoded(encoded, from, count), 0, count, target);
            return;
        }
        if (!(vector instanceof FixedVector fixed)) {
            nothing(vector, "double");
            return;
        }
        ByteBuffer values = fixed.values();
        int first = fixed.offset() + from;
        switch (fixed.layout()) {
            case FLOAT64 -> values.asDoubleBuffer().get(first, target, 0, count);
            case FLOAT32 -> {
                float[] words = new float[count];
                values.asFloatBuffer().get(first, words);
                for (int i = 0; i < count; i++) {
                    target[i] = words[i];
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target[i] = fixed.doubleAt(from + i);
                }
            }
        }
    }

    /**
     * Puts the two 64-bit words of each value as they are stored: the lower and upper half of a decimal's digits, the two
     * halves of a uuid's bytes, the months and days and then the nanoseconds of an interval.
     */
    public static void words(ColumnVector vector, int from, int count, long[] target) {
        if (vector instanceof DictionaryVector encoded) {
            words(decoded(encoded, from, count), 0, count, target);
        } else if (vector instanceof FixedVector fixed && fixed.width() == 2 * Long.BYTES) {
            fixed.values().asLongBuffer().get((fixed.offset() + from) * 2, target, 0, count * 2);
        } else {
            nothing(vector, "pair of words");
        }
    }

    /** The bytes that {@link #bytes} puts for these values. */
    public static int byteCount(ColumnVector vector, int from, int count) {
        if (vector instanceof VarVector var) {
            if (count == 0) {
                return 0;
            }
            int first = var.start(from);
            int end = var.start(from + count);
            Offsets.check(first, end, var.bytes().capacity());
            return end - first;
        }
        if (vector instanceof FixedVector fixed) {
            return Math.multiplyExact(fixed.width(), count);
        }
        return vector instanceof DictionaryVector encoded ? byteCount(decoded(encoded, from, count), 0, count) : 0;
    }

    /**
     * Puts the bytes of strings and binaries one value after the other, and where each begins and the last ends, which are
     * {@code count + 1} positions from 0. A null may have bytes.
     */
    public static void bytes(ColumnVector vector, int from, int count, int[] starts, byte[] target) {
        if (vector instanceof DictionaryVector encoded) {
            bytes(decoded(encoded, from, count), 0, count, starts, target);
        } else if (vector instanceof VarVector var) {
            varBytes(var, from, count, starts, target);
        } else if (vector instanceof FixedVector fixed && fixed.type() instanceof DataType.FixedBinaryType) {
            int width = fixed.width();
            fixed.values().get((fixed.offset() + from) * width, target, 0, count * width);
            for (int i = 0; i <= count; i++) {
                starts[i] = i * width;
            }
        } else {
            nothing(vector, "bytes");
            Arrays.fill(starts, 0, count + 1, 0);
        }
    }

    /**
     * Puts where each list or map begins in {@link #elements} of the same values and the last ends, which are {@code count + 1}
     * positions from 0.
     */
    public static void lists(ColumnVector vector, int from, int count, int[] starts) {
        starts[0] = 0;
        if (!(vector instanceof ListVector list)) {
            nothing(vector, "list");
            Arrays.fill(starts, 0, count + 1, 0);
            return;
        }
        for (int i = 0; i < count; i++) {
            starts[i + 1] = starts[i] + list.sizeAt(from + i);
        }
    }

    /** The elements of these lists or maps, one list after the other; of maps structs of key and value. */
    public static ColumnVector elements(ColumnVector vector, int from, int count) {
        if (!(vector instanceof ListVector list)) {
            throw new ColonnadeException(
                    ErrorCode.TYPE_MISMATCH, "A column of type " + vector.type() + " has no elements to copy.");
        }
        int first = count == 0 ? 0 : list.start(from);
        int end = count == 0 ? 0 : list.start(from + count);
        Offsets.check(first, end, list.child().length());
        return list.child().slice(first, end - first);
    }

    /** The same values without a dictionary; the same vector if it has none. */
    public static ColumnVector withoutDictionary(ColumnVector vector) {
        return vector instanceof DictionaryVector encoded ? encoded.decoded() : vector;
    }

    private static void varBytes(VarVector var, int from, int count, int[] starts, byte[] target) {
        starts[0] = 0;
        if (count == 0) {
            return;
        }
        ByteBuffer offsets = var.offsets();
        int at = (var.offset() + from) * Integer.BYTES;
        int first = offsets.getInt(at);
        int previous = first;
        int limit = var.bytes().capacity();
        for (int i = 1; i <= count; i++) {
            int end = offsets.getInt(at + i * Integer.BYTES);
            Offsets.check(previous, end, limit);
            starts[i] = end - first;
            previous = end;
        }
        var.bytes().get(first, target, 0, previous - first);
    }

    /** Puts each bit as a byte; gives how many are 1. */
    private static int bits(ByteBuffer bits, int first, int count, byte[] target) {
        ByteBuffer little = bits.order() == ByteOrder.LITTLE_ENDIAN
                ? bits
                : bits.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int ones = 0;
        int i = 0;
        for (; i < count && (first + i & 7) != 0; i++) {
            ones += put(little, first + i, target, i);
        }
        for (; i + Long.SIZE <= count && (first + i >> 3) + Long.BYTES <= little.capacity(); i += Long.SIZE) {
            long word = little.getLong(first + i >> 3);
            for (int bit = 0; bit < Long.SIZE; bit++) {
                target[i + bit] = (byte) (word >>> bit & 1);
            }
            ones += Long.bitCount(word);
        }
        for (; i < count; i++) {
            ones += put(little, first + i, target, i);
        }
        return ones;
    }

    private static int put(ByteBuffer bits, int bit, byte[] target, int i) {
        int one = bits.get(bit >> 3) >> (bit & 7) & 1;
        target[i] = (byte) one;
        return one;
    }

    private static ColumnVector decoded(DictionaryVector encoded, int from, int count) {
        return ((DictionaryVector) encoded.slice(from, count)).decoded();
    }

    /** Nothing but nulls has no values to put; anything else is a type that has none of this kind. */
    private static void nothing(ColumnVector vector, String kind) {
        if (!(vector instanceof NullVector)) {
            throw new ColonnadeException(
                    ErrorCode.TYPE_MISMATCH, "A column of type " + vector.type() + " has no " + kind + " to copy.");
        }
    }
}
