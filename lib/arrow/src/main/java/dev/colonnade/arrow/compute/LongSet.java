package dev.colonnade.arrow.compute;

/** A fixed set of longs: open addressing, at most half full. */
final class LongSet {
    private final long[] table;
    private final int mask;
    private boolean hasZero;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    LongSet(int size) {
        int slots = Integer.highestOneBit(Math.max(size, 4)) * 4;
        this.table = new long[slots];
        this.mask = slots - 1;
    }

    void add(long value) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        if (value == 0) {
            hasZero = true;
            return;
        }
        int slot = slot(value);
        while (table[slot] != 0 && table[slot] != value) {
            slot = slot + 1 & mask;
        }
        table[slot] = value;
    }

    boolean contains(long value) {
        if (value < least || value > most) {
            return false;
        }
        if (value == 0) {
            return hasZero;
        }
        int slot = slot(value);
        while (table[slot] != 0) {
            if (table[slot] == value) {
                return true;
            }
            slot = slot + 1 & mask;
        }
        return false;
    }

    /** Fibonacci hashing; the upper bits of the product are mixed best. */
    private int slot(long value) {
        return (int) (value * 0x9E3779B97F4A7C15L >>> Integer.SIZE) & mask;
    }
}
