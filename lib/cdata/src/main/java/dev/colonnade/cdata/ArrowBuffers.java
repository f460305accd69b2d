package dev.colonnade.cdata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The buffers of an array, copied or as views, from any position of the array, little-endian and based at zero. */
final class ArrowBuffers {
    private ArrowBuffers() {}

    /** Strings or binaries: {@code count + 1} int32 offsets from 0, and the bytes they cut. */
    record Var(ByteBuffer offsets, ByteBuffer bytes) {}

    static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The validity bits of the values, or null if none of the array is null. */
    static @Nullable ByteBuffer validity(ArrowArray array, int from, int count) {
        long address = array.nullCount() == 0 ? 0 : array.buffers().get(0);
        return address == 0 ? null : bits(array, address, array.offset() + from, count);
    }

    /** {@code count} bits from bit {@code first}, moved to the front. */
    static ByteBuffer bits(ArrowArray array, long address, int first, int count) {
        int shift = first & 7;
        if (shift == 0) {
            return array.bytes(address + (first >> 3), bitBytes(count));
        }
        byte[] bytes = NativeMemory.bytes(address + (first >> 3), bitBytes(shift + count));
        for (int i = 0; i < bytes.length; i++) {
            int next = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            bytes[i] = (byte) ((bytes[i] & 0xff) >> shift | next << 8 - shift);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int bitBytes(int bits) {
        return bits + 7 >> 3;
    }

    /** Values of {@code width} bytes each. */
    static ByteBuffer fixed(ArrowArray array, int from, int count, int width) {
        long skipped = (long) (array.offset() + from) * width;
        return array.bytes(array.buffers().get(1) + skipped, Math.multiplyExact(count, width));
    }

    /** The same values in memory that may be written. */
    static ByteBuffer fixedCopy(ArrowArray array, int from, int count, int width) {
        long skipped = (long) (array.offset() + from) * width;
        return NativeMemory.copy(array.buffers().get(1) + skipped, Math.multiplyExact(count, width));
    }

    static Var var(ArrowArray array, int from, int count, int offsetWidth) {
        long first = offsetAt(array, from, count, offsetWidth);
        ByteBuffer offsets = offsets(array, from, count, offsetWidth);
        int bytes = offsets.getInt(count * Integer.BYTES);
        return new Var(offsets, array.bytes(array.buffers().get(2) + first, bytes));
    }

    /** {@code count + 1} int32 offsets, moved so that the first is 0. */
    static ByteBuffer offsets(ArrowArray array, int from, int count, int offsetWidth) {
        if (count == 0) {
            return allocate(Integer.BYTES);
        }
        long first = offsetAt(array, from, count, offsetWidth);
        ByteBuffer offsets = fixed(array, from, Math.addExact(count, 1), offsetWidth);
        if (offsetWidth == Integer.BYTES && first == 0) {
            return offsets;
        }
        ByteBuffer moved = allocate((count + 1) * Integer.BYTES);
        for (int i = 0; i <= count; i++) {
            long offset = offsetWidth == Integer.BYTES ? offsets.getInt(i * 4) : offsets.getLong(i * 8);
            moved.putInt(i * Integer.BYTES, Math.toIntExact(offset - first));
        }
        return moved;
    }

    /** The offset of the value at {@code from} into the child or the bytes; 0 if no value is asked for. */
    static long offsetAt(ArrowArray array, int from, int count, int offsetWidth) {
        if (count == 0) {
            return 0;
        }
        ByteBuffer one = fixedCopy(array, from, 1, offsetWidth);
        return offsetWidth == Integer.BYTES ? one.getInt(0) : one.getLong(0);
    }
}
