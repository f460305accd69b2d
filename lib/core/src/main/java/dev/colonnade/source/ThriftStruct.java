package dev.colonnade.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A decoded Thrift struct: values by field number. Texts stay in the bytes that they were read from. */
final class ThriftStruct {
    private final byte[] bytes;
    private final long[] numbers;
    private @Nullable Object @Nullable [] parts;
    private long present;

    ThriftStruct(byte[] bytes, ThriftShape shape) {
        this.bytes = bytes;
        this.numbers = new long[shape.limit()];
    }

    // --- for the reader

    void set(int id, long number) {
        numbers[id] = number;
        present |= 1L << id;
    }

    /** @param part a struct, or a list: {@code ThriftStruct[]}, or {@code long[]} as {@link #numbers} */
    void set(int id, Object part) {
        @Nullable Object[] all = parts;
        if (all == null) {
            all = new @Nullable Object[numbers.length];
            parts = all;
        }
        all[id] = part;
        present |= 1L << id;
    }

    void clear(int id) {
        present &= ~(1L << id);
    }

    long present() {
        return present;
    }

    /** A text as a number: where it begins, and its length. */
    static long text(int offset, int length) {
        return (long) offset << Integer.SIZE | length;
    }

    // --- values; each is only asked for if it is there

    boolean has(int id) {
        return (present >> id & 1) != 0;
    }

    /** Whether it is a union of which a known field is set. */
    boolean isSet() {
        return present != 0;
    }

    /** The number of the only field of a union. */
    int which() {
        return Long.numberOfTrailingZeros(present);
    }

    long number(int id) {
        return numbers[id];
    }

    long numberOr(int id, long absent) {
        return has(id) ? numbers[id] : absent;
    }

    boolean flag(int id) {
        return numbers[id] != 0;
    }

    ThriftStruct struct(int id) {
        return (ThriftStruct) part(id);
    }

    ThriftStruct[] structs(int id) {
        return (ThriftStruct[]) part(id);
    }

    /** The elements of a list of numbers or, as {@link #text(long)} takes them, of texts. */
    long[] numbers(int id) {
        return (long[]) part(id);
    }

    private Object part(int id) {
        @Nullable Object[] all = parts;
        Object part = all == null ? null : all[id];
        if (part == null) {
            throw new IllegalStateException("Field " + id + " is not there.");
        }
        return part;
    }

    /** The bytes of a text; null if it is absent. */
    @Nullable
    ByteBuffer bytes(int id) {
        return has(id) ? bytes(numbers[id]) : null;
    }

    ByteBuffer bytes(long text) {
        return ByteBuffer.wrap(bytes, (int) (text >>> Integer.SIZE), (int) text);
    }

    String text(int id) {
        return text(numbers[id]);
    }

    String text(long text) {
        return new String(bytes, (int) (text >>> Integer.SIZE), (int) text, StandardCharsets.UTF_8);
    }
}
