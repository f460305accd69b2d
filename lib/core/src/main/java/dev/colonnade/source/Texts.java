package dev.colonnade.source;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An immutable column of byte strings, or none, in memory or in a mapped file, laid out as Arrow does. */
final class Texts {
    private final int size;
    /** {@code size + 1} places in {@code bytes}, little-endian. */
    private final ByteBuffer offsets;

    private final ByteBuffer bytes;
    /** A bit per value, null if each is there. */
    private final @Nullable ByteBuffer validity;

    Texts(int size, @Nullable ByteBuffer validity, ByteBuffer offsets, ByteBuffer bytes) {
        this.size = size;
        this.validity = validity;
        this.offsets = offsets.order(ByteOrder.LITTLE_ENDIAN);
        this.bytes = bytes;
    }

    int size() {
        return size;
    }

    boolean isNull(int index) {
        ByteBuffer bits = validity;
        return bits != null && (bits.get(index >> 3) >> (index & 7) & 1) == 0;
    }

    /** A fresh array; null if there is none. */
    byte @Nullable [] at(int index) {
        if (isNull(index)) {
            return null;
        }
        int start = offsets.getInt(index * Integer.BYTES);
        byte[] copy = new byte[offsets.getInt((index + 1) * Integer.BYTES) - start];
        bytes.get(start, copy);
        return copy;
    }

    /** A value that is there, as UTF-8. */
    String textAt(int index) {
        byte[] text = at(index);
        return text == null ? "" : new String(text, StandardCharsets.UTF_8);
    }

    /** Every value as UTF-8, an absent one as an empty text. */
    String[] all() {
        int[] ends = new int[size + 1];
        offsets.asIntBuffer().get(0, ends);
        byte[] whole = new byte[ends[size]];
        bytes.get(0, whole);
        String[] all = new String[size];
        for (int i = 0; i < size; i++) {
            all[i] = new String(whole, ends[i], ends[i + 1] - ends[i], StandardCharsets.UTF_8);
        }
        return all;
    }

    /** As {@link #read} takes it. */
    void write(Packed.Writer out) {
        out.number(size);
        out.bytes(validity == null ? null : whole(validity));
        out.bytes(whole(offsets));
        out.bytes(whole(bytes));
    }

    static Texts read(Packed.Reader in) {
        int size = in.integer();
        byte[] validity = in.bytes();
        byte[] offsets = in.bytes();
        byte[] bytes = in.bytes();
        if (offsets == null || bytes == null) {
            throw new IllegalArgumentException("A column of texts has no bytes.");
        }
        return new Texts(
                size,
                validity == null ? null : ByteBuffer.wrap(validity),
                ByteBuffer.wrap(offsets),
                ByteBuffer.wrap(bytes));
    }

    private static byte[] whole(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.limit()];
        buffer.get(0, copy);
        return copy;
    }

    ColumnVector vector(DataType type) {
        return ColumnVector.ofVar(type, size, validity, offsets, bytes);
    }
}
