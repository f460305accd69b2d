package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings and binaries: int32 offsets into one byte buffer. */
final class VarVector extends ColumnVector {
    private final ByteBuffer offsets;
    private final ByteBuffer bytes;

    VarVector(
            DataType type,
            int length,
            @Nullable ByteBuffer validity,
            ByteBuffer offsets,
            ByteBuffer bytes,
            int offset) {
        super(type, length, validity, offset);
        this.offsets = offsets;
        this.bytes = bytes;
    }

    @Override
    public String stringAt(int index) {
        if (!(type() instanceof DataType.StringType)) {
            return super.stringAt(index);
        }
        int start = start(index);
        int end = start(index + 1);
        Offsets.check(start, end, bytes.capacity());
        int size = end - start;
        return bytes.hasArray()
                ? new String(bytes.array(), bytes.arrayOffset() + start, size, StandardCharsets.UTF_8)
                : new String(bytesAt(index), StandardCharsets.UTF_8);
    }

    @Override
    void copyStrings(@Nullable String[] target, int start, SharedStrings shared) {
        if (!(type() instanceof DataType.StringType) || !bytes.hasArray()) {
            super.copyStrings(target, start, shared);
            return;
        }
        byte[] array = bytes.array();
        int from = length() == 0 ? 0 : start(0);
        for (int i = 0; i < length(); i++) {
            int end = start(i + 1);
            Offsets.check(from, end, bytes.capacity());
            target[start + i] = isNull(i) ? null : shared.at(array, bytes.arrayOffset() + from, end - from);
            from = end;
        }
    }

    @Override
    public byte[] bytesAt(int index) {
        byte[] copy = new byte[sizeAt(index)];
        bytes.get(start(index), copy);
        return copy;
    }

    @Override
    Object nonNullAt(int index) {
        return type() instanceof DataType.StringType ? stringAt(index) : bytesAt(index);
    }

    /** Where the value begins in {@link #bytes()}. */
    int start(int index) {
        return offsets.getInt((offset() + index) * Integer.BYTES);
    }

    /** Bytes of the value. */
    int sizeAt(int index) {
        int start = start(index);
        int end = start(index + 1);
        Offsets.check(start, end, bytes.capacity());
        return end - start;
    }

    ByteBuffer offsets() {
        return offsets;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new VarVector(type(), count, validity(), offsets, bytes, offset() + from);
    }

    @Override
    long ownBytes() {
        return (long) offsets.capacity() + bytes.capacity();
    }
}
