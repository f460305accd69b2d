package dev.colonnade.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the UTF-8 strings of a column and hands out the same object for bytes it decoded a moment ago, since most string
 * columns repeat few values: a string then costs a comparison instead of an object. A table remembers the last strings of
 * each pair of slots; a column that hardly repeats is found out by its first values and decoded plainly. For one thread.
 */
final class SharedStrings {
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;

    /** After how many values it is decided whether the table pays. */
    private static final int TRIAL = 4 * SLOTS;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final @Nullable String[] strings = new @Nullable String[SLOTS];
    private final byte[][] sources = new byte[SLOTS][];
    private final int[] starts = new int[SLOTS];
    private final int[] sizes = new int[SLOTS];
    private int asked;
    private int shared;

    /** The string of {@code size} bytes from {@code start}; the bytes are not changed afterwards. */
    String at(byte[] bytes, int start, int size) {
        if (asked >= TRIAL && shared < TRIAL / 2) {
            return decode(bytes, start, size);
        }
        int slot = slot(bytes, start, size);
        int found = holds(slot, bytes, start, size) ? slot : holds(slot ^ 1, bytes, start, size) ? slot ^ 1 : -1;
        if (asked < TRIAL) {
            asked++;
            shared += found < 0 ? 0 : 1;
        }
        String known = found < 0 ? null : strings[found];
        return known == null ? remember(slot, bytes, start, size) : known;
    }

    private boolean holds(int slot, byte[] bytes, int start, int size) {
        return sizes[slot] == size
                && strings[slot] != null
                && Arrays.equals(sources[slot], starts[slot], starts[slot] + size, bytes, start, start + size);
    }

    /** Puts a new string into its slot; what was there moves to the slot beside it. */
    private String remember(int slot, byte[] bytes, int start, int size) {
        int beside = slot ^ 1;
        strings[beside] = strings[slot];
        sources[beside] = sources[slot];
        starts[beside] = starts[slot];
        sizes[beside] = sizes[slot];
        String fresh = decode(bytes, start, size);
        strings[slot] = fresh;
        sources[slot] = bytes;
        starts[slot] = start;
        sizes[slot] = size;
        return fresh;
    }

    private static String decode(byte[] bytes, int start, int size) {
        return new String(bytes, start, size, StandardCharsets.UTF_8);
    }

    /** Mixes the length with the first and the last eight bytes. */
    private static int slot(byte[] bytes, int start, int size) {
        long mixed = size;
        if (size >= Long.BYTES) {
            long first = (long) LONG.get(bytes, start);
            long last = (long) LONG.get(bytes, start + size - Long.BYTES);
            mixed += first ^ Long.rotateLeft(last, 29);
        } else {
            for (int i = start; i < start + size; i++) {
                mixed = mixed * 31 + bytes[i];
            }
        }
        mixed ^= mixed >>> 32;
        mixed *= 0x9E3779B97F4A7C15L; // Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4
        return (int) (mixed >>> Long.SIZE - SLOT_BITS);
    }
}
