package dev.colonnade.arrow;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;

/**
 * The native memory that reading a file is expected to take: the library holds the compressed bytes of all projected chunks until
 * the file is closed, and beside them some decoded batches of one row group.
 */
final class MemoryEstimate {
    /** How many copies of a decoded row group there may be, in pages, arrays and batches that are read ahead. */
    private static final int DECODED = 4;

    /** Files up to here are all taken for {@link #SMALL_TAKES}, without a look at their columns. */
    private static final long SMALL_FILE = 1L << 20;

    private static final long SMALL_TAKES = 6L << 20;

    private final ScanLayout layout;

    MemoryEstimate(ScanLayout layout) {
        this.layout = layout;
    }

    long bytes(DataFile file) {
        if (file.sizeBytes() <= SMALL_FILE) {
            return SMALL_TAKES;
        }
        long held = 0;
        long largest = 0;
        for (RowGroup group : file.rowGroups()) {
            long decoded = 0;
            for (ColumnChunk chunk : group.chunks()) {
                if (layout.reads(chunk.path().get(0))) {
                    held += chunk.stats().compressedBytes();
                    decoded += Math.max(chunk.stats().uncompressedBytes(), group.rowCount() * Long.BYTES);
                }
            }
            largest = Math.max(largest, decoded);
        }
        return held + DECODED * largest;
    }
}
