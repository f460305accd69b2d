package dev.colonnade.arrow;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;

/** The native memory that reading a file is expected to take. */
final class MemoryEstimate {
    private final ScanLayout layout;

    MemoryEstimate(ScanLayout layout) {
        this.layout = layout;
    }

    long bytes(DataFile file) {
        long bytes = 0;
        for (RowGroup group : file.rowGroups()) {
            for (ColumnChunk chunk : group.chunks()) {
                if (layout.reads(chunk.path().get(0))) {
                    bytes += chunk.stats().uncompressedBytes();
                }
            }
        }
        return bytes;
    }
}
