package dev.colonnade.stats;

import java.util.Map;

/**
 * How a stored column is stored, over all row groups. A column of lists or structs is the sum of its parts.
 *
 * @param column its name; of a part of a nested column the names down to it, with dots between
 * @param chunks its column chunks: one per row group and part
 * @param compressedBytes their size in the files
 * @param uncompressedBytes their size before compression
 * @param codecs how many chunks have which compression, in the names of the Parquet format, by name
 * @param encodings how many chunks use which encoding, in the names of the format, by name; a chunk uses several
 * @param dictionaries chunks with a dictionary
 * @param fallbacks chunks of these in which some pages do not use it, as far as footers say
 * @param bloomFilters chunks with a bloom filter
 * @param columnIndexes chunks with a column index
 * @param withoutBounds chunks that hold values, or may do so, and have no bounds; parts of lists and maps do not count
 */
public record ColumnStorage(
        String column,
        long chunks,
        long compressedBytes,
        long uncompressedBytes,
        Map<String, Long> codecs,
        Map<String, Long> encodings,
        long dictionaries,
        long fallbacks,
        long bloomFilters,
        long columnIndexes,
        long withoutBounds) {

    /** Uncompressed by compressed size, 1 if nothing is stored. */
    public double ratio() {
        return compressedBytes == 0 ? 1 : (double) uncompressedBytes / compressedBytes;
    }
}
