package dev.colonnade.write;

import org.jspecify.annotations.Nullable;

/**
 * A stored column of what was written.
 *
 * @param name its name; parts of nested columns with dots between
 * @param type its type as stored, or that of the column that it is a part of
 * @param nulls -1 if the writer did not count them; of parts of lists and maps too
 * @param min the smallest value, or null if the footers do not prove it
 * @param max the greatest value, or null if the footers do not prove it
 * @param compressedBytes in the files
 * @param uncompressedBytes before compression
 */
public record WrittenColumn(
        String name,
        String type,
        long nulls,
        @Nullable Object min,
        @Nullable Object max,
        long compressedBytes,
        long uncompressedBytes) {}
