package dev.colonnade.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bitmaps, least significant bit first. */
final class Bits {
    private Bits() {}

    /** The bytes that {@code count} bits take. */
    static int bytes(int count) {
        return (int) (((long) count + 7) >> 3);
    }

    /** The bits from {@code offset}, moved to bit 0; a view where {@code offset} is a whole byte. Bits after the last are any. */
    static ByteBuffer from(ByteBuffer bits, int offset, int count) {
        if ((offset & 7) == 0) {
            return bits.slice(offset >> 3, bytes(count));
        }
        ByteBuffer moved = ByteBuffer.allocate(bytes(count));
        int shift = offset & 7;
        int last = bytes(offset + count) - 1;
        for (int i = 0; i < moved.capacity(); i++) {
            int at = (offset >> 3) + i;
            int low = (bits.get(at) & 0xff) >> shift;
            int high = at < last ? bits.get(at + 1) << 8 - shift : 0;
            moved.put(i, (byte) (low | high));
        }
        return moved;
    }

    static void set(ByteBuffer bits, int bit) {
        bits.put(bit >> 3, (byte) (bits.get(bit >> 3) | 1 << (bit & 7)));
    }

    /** How many of the first {@code count} bits are 1. */
    static int ones(ByteBuffer bits, int count) {
        ByteBuffer ordered = bits.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int ones = 0;
        int at = 0;
        for (; at <= (count >> 3) - Long.BYTES; at += Long.BYTES) {
            ones += Long.bitCount(ordered.getLong(at));
        }
        for (int bit = at << 3; bit < count; bit++) {
            ones += ordered.get(bit >> 3) >> (bit & 7) & 1;
        }
        return ones;
    }
}
