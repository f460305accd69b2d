package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The int32 offsets of a run of strings, binaries or lists: {@code fromZero} starts with 0; what they point to begins at
 * {@code first} and ends at {@code last} of the child or the bytes.
 */
record Offsets(ByteBuffer fromZero, int first, int last) {
    /**
     * The offsets of {@code count} values from the value {@code from}; a view where they start with 0.
     *
     * @throws ColonnadeException CORRUPT_FILE where they fall or reach over {@code limit}
     */
    static Offsets of(ByteBuffer offsets, int from, int count, int limit) {
        if (count == 0) {
            return new Offsets(ByteBuffer.allocate(Integer.BYTES), 0, 0);
        }
        int first = offsets.getInt(from * Integer.BYTES);
        int start = first;
        for (int i = 1; i <= count; i++) {
            int end = offsets.getInt((from + i) * Integer.BYTES);
            check(start, end, limit);
            start = end;
        }
        if (first == 0) {
            return new Offsets(offsets.slice(from * Integer.BYTES, (count + 1) * Integer.BYTES), 0, start);
        }
        ByteBuffer moved = ByteBuffer.allocate((count + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i <= count; i++) {
            moved.putInt(i * Integer.BYTES, offsets.getInt((from + i) * Integer.BYTES) - first);
        }
        return new Offsets(moved, first, start);
    }

    /** @throws ColonnadeException CORRUPT_FILE unless 0 <= start <= end <= limit */
    static void check(int start, int end, int limit) {
        if (start < 0 || end < start || end > limit) {
            throw new ColonnadeException(
                    ErrorCode.CORRUPT_FILE,
                    "A value begins at " + start + " and ends at " + end + " of " + limit
                            + ": the data is damaged, write it again.");
        }
    }
}
