package dev.colonnade.source;

import java.util.List;

/**
 * How a column chunk is stored, as its footer says.
 *
 * @param physical the type that its values are stored as, in the names of the format, with the width where the type has
 *     one: {@code INT64}, {@code BYTE_ARRAY}, {@code FIXED_LEN_BYTE_ARRAY(16)}; empty if unknown
 * @param codec its compression, in the names of the Parquet format: {@code SNAPPY}, {@code ZSTD}, {@code UNCOMPRESSED}..
 * @param encodings what its pages and levels are encoded with, in the names of the format, sorted
 * @param dictionary whether it has a dictionary page
 * @param fallback whether some data pages of a chunk with a dictionary do not use it; false if the footer does not say
 * @param bloomOffset where its bloom filter begins in the file, -1 if it has none
 * @param bloomBytes the bloom filter's length with its header, -1 if unknown
 * @param columnIndexOffset where its column index begins in the file, -1 if it has none
 * @param columnIndexBytes the column index's length, 0 if it has none
 */
public record ChunkLayout(
        String physical,
        String codec,
        List<String> encodings,
        boolean dictionary,
        boolean fallback,
        long bloomOffset,
        int bloomBytes,
        long columnIndexOffset,
        int columnIndexBytes) {
    /** Of a chunk nothing is known of. */
    public static final ChunkLayout UNKNOWN = new ChunkLayout("", "", List.of(), false, false, -1, -1, -1, 0);

    public ChunkLayout {
        encodings = List.copyOf(encodings);
    }

    /** Whether the other chunk is stored in the same way, wherever its parts are. */
    boolean isLike(ChunkLayout other) {
        return dictionary == other.dictionary
                && fallback == other.fallback
                && physical.equals(other.physical)
                && codec.equals(other.codec)
                && encodings.equals(other.encodings);
    }

    public boolean hasBloom() {
        return bloomOffset >= 0;
    }

    public boolean hasColumnIndex() {
        return columnIndexOffset >= 0;
    }
}
