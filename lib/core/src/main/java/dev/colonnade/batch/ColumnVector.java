package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch, immutable, in Arrow layout.
 *
 * <p>Typed readers ({@link #longAt}, {@link #doubleAt}, ..) return the value without boxing and have no meaning where
 * {@link #isNull} holds; a reader that does not fit the type is a {@link ColonnadeException} TYPE_MISMATCH. {@link #valueAt}
 * returns null for null and else the Java class that {@link DataType} documents.
 */
public abstract sealed class ColumnVector
        permits BoolVector, DictionaryVector, FixedVector, ListVector, NullVector, StructVector, VarVector {
    private final DataType type;
    private final int length;
    private final @Nullable ByteBuffer validity;
    private final int offset;

    ColumnVector(DataType type, int length, @Nullable ByteBuffer validity, int offset) {
        this.type = type;
        this.length = length;
        this.validity = validity;
        this.offset = offset;
    }

    // --- factories: each buffer is used from its position 0, in place, and must not be written afterwards

    /** {@code length} nulls. */
    public static ColumnVector ofNulls(DataType type, int length) {
        return new NullVector(type, length);
    }

    /** Booleans: one bit each, least significant bit first. */
    public static ColumnVector ofBits(int length, @Nullable ByteBuffer validity, ByteBuffer bits) {
        return new BoolVector(length, validity, bits, 0);
    }

    /**
     * Values of one width: integers, floats (16, 32, 64 bits), decimals (16 bytes, two's complement), fixed binaries,
     * uuids (16 bytes, big-endian), dates (int32 days), times (int32 for ms, else int64), timestamps (int64), intervals
     * (int32 months, int32 days, int64 nanoseconds).
     */
    public static ColumnVector ofFixed(DataType type, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
        return new FixedVector(type, length, validity, littleEndian(values), 0);
    }

    /** Strings or binaries: {@code length + 1} int32 offsets into {@code bytes}. */
    public static ColumnVector ofVar(
            DataType type, int length, @Nullable ByteBuffer validity, ByteBuffer offsets, ByteBuffer bytes) {
        return new VarVector(type, length, validity, littleEndian(offsets), bytes, 0);
    }

    /** Values looked up in {@code dictionary} by int32 position; each distinct string is decoded once. */
    public static ColumnVector ofDictionary(
            int length, @Nullable ByteBuffer validity, ByteBuffer positions, ColumnVector dictionary) {
        return new DictionaryVector(length, validity, littleEndian(positions), dictionary, 0);
    }

    /** Lists or maps: {@code length + 1} int32 offsets into {@code child}; a map's child is a struct of key and value. */
    public static ColumnVector ofList(
            DataType type, int length, @Nullable ByteBuffer validity, ByteBuffer offsets, ColumnVector child) {
        return new ListVector(type, length, validity, littleEndian(offsets), child, 0);
    }

    /** Structs: one child per field, each at least {@code length} long. */
    public static ColumnVector ofStruct(
            DataType type, int length, @Nullable ByteBuffer validity, List<ColumnVector> children) {
        return new StructVector(type, length, validity, children, 0);
    }

    public final DataType type() {
        return type;
    }

    /** Number of values, nulls included. */
    public final int length() {
        return length;
    }

    public boolean isNull(int index) {
        ByteBuffer bits = validity;
        if (bits == null) {
            return false;
        }
        int bit = offset + index;
        return (bits.get(bit >> 3) >> (bit & 7) & 1) == 0;
    }

    /** Whether every value is known to be non-null without looking at each. */
    public boolean hasNoValidity() {
        return validity == null;
    }

    /** How many values are null; counted at each call. */
    public int nullCount() {
        int nulls = 0;
        if (!hasNoValidity()) {
            for (int i = 0; i < length; i++) {
                nulls += isNull(i) ? 1 : 0;
            }
        }
        return nulls;
    }

    /** The value as the Java class that {@link DataType} documents, or null. */
    public @Nullable Object valueAt(int index) {
        return isNull(index) ? null : nonNullAt(index);
    }

    abstract Object nonNullAt(int index);

    /** A view of {@code length} values from {@code from}; nothing is copied. */
    public final ColumnVector slice(int from, int count) {
        if (from < 0 || count < 0 || count > length - from) {
            throw new IndexOutOfBoundsException(
                    "Slice [" + from + ", " + ((long) from + count) + ") of " + length + " values.");
        }
        return from == 0 && count == length ? this : sliced(from, count);
    }

    abstract ColumnVector sliced(int from, int count);

    /** Memory of the buffers this vector keeps alive, in bytes; a slice counts the whole buffers. */
    public long sizeBytes() {
        return (validity == null ? 0 : validity.capacity()) + ownBytes();
    }

    abstract long ownBytes();

    public boolean boolAt(int index) {
        throw noReader("boolean");
    }

    /**
     * Integers up to 64 bits (uint64 as its two's complement bits), dates in days, times and timestamps in their unit.
     */
    public long longAt(int index) {
        throw noReader("long");
    }

    /** {@link #longAt} for values of at most 32 bits. */
    public int intAt(int index) {
        return Math.toIntExact(longAt(index));
    }

    /** Floats of any width, and integers and decimals converted. */
    public double doubleAt(int index) {
        throw noReader("double");
    }

    /** Strings. */
    public String stringAt(int index) {
        throw noReader("String");
    }

    /** Binaries, fixed binaries and the UTF-8 bytes of strings; a fresh array. */
    public byte[] bytesAt(int index) {
        throw noReader("byte[]");
    }

    /** The values of the list or map at {@code index}, as a vector of elements or of key-value structs. */
    public ColumnVector listAt(int index) {
        throw noReader("list");
    }

    /** The values of all lists of a list column that is no slice, one list after the other. */
    public ColumnVector elements() {
        throw noReader("list");
    }

    /** The child vector of a struct, aligned with this vector. */
    public ColumnVector child(int field) {
        throw noReader("struct");
    }

    /** The entries that the values are looked up in, or null if this vector holds the values themselves. */
    public @Nullable ColumnVector dictionary() {
        return null;
    }

    /** Where each value is in the {@link #dictionary}, as int32; null where there is no value. */
    public ColumnVector positions() {
        throw noReader("positions in a dictionary");
    }

    /** Puts {@link #intAt} of every value into {@code target} from {@code start}. */
    void copyInts(int[] target, int start) {
        for (int i = 0; i < length; i++) {
            target[start + i] = intAt(i);
        }
    }

    /** Puts {@link #longAt} of every value into {@code target} from {@code start}; anything where it is null. */
    public void copyLongs(long[] target, int start) {
        for (int i = 0; i < length; i++) {
            target[start + i] = longAt(i);
        }
    }

    /** Puts {@link #stringAt} of every value into {@code target} from {@code start}, null where it is null. */
    void copyStrings(@Nullable String[] target, int start, SharedStrings shared) {
        for (int i = 0; i < length; i++) {
            target[start + i] = isNull(i) ? null : stringAt(i);
        }
    }

    /** Puts {@link #doubleAt} of every value into {@code target} from {@code start}. */
    void copyDoubles(double[] target, int start) {
        for (int i = 0; i < length; i++) {
            target[start + i] = doubleAt(i);
        }
    }

    final int offset() {
        return offset;
    }

    final @Nullable ByteBuffer validity() {
        return validity;
    }

    private ColonnadeException noReader(String wanted) {
        return new ColonnadeException(
                ErrorCode.TYPE_MISMATCH,
                "A column of type " + type + " cannot be read as " + wanted + ": use valueAt.");
    }

    private static ByteBuffer littleEndian(ByteBuffer buffer) {
        return buffer.order() == ByteOrder.LITTLE_ENDIAN
                ? buffer
                : buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
