package dev.colonnade.arrow.compute;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A fixed set of byte strings: open addressing, at most half full. */
final class BytesSet {
    private final byte[] @Nullable [] table;
    private final int mask;

    BytesSet(int size) {
        int slots = Integer.highestOneBit(Math.max(size, 4)) * 4;
        this.table = new byte[slots][];
        this.mask = slots - 1;
    }

    void add(byte[] value) {
        int slot = slot(value, 0, value.length);
        byte[] held = table[slot];
        while (held != null && !Arrays.equals(held, value)) {
            slot = slot + 1 & mask;
            held = table[slot];
        }
        table[slot] = value;
    }

    boolean contains(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        byte[] held = table[slot];
        while (held != null) {
            if (Arrays.equals(held, 0, held.length, bytes, from, to)) {
                return true;
            }
            slot = slot + 1 & mask;
            held = table[slot];
        }
        return false;
    }

    private int slot(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 16) & mask;
    }
}
