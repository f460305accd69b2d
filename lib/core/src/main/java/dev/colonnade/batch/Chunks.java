package dev.colonnade.batch;

import java.util.Arrays;

/** The search for the chunk of a row. */
final class Chunks {
    private Chunks() {}

    /** The index of the chunk that holds {@code row}; {@code starts} ends with the row count. */
    static int find(long[] starts, long row) {
        int chunks = starts.length - 1;
        if (row < 0 || row >= starts[chunks]) {
            throw new IndexOutOfBoundsException("Row " + row + " of " + starts[chunks] + " rows.");
        }
        int found = Arrays.binarySearch(starts, row);
        return found >= 0 ? found : -found - 2;
    }
}
