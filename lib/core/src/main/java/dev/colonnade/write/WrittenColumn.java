package dev.colonnade.write;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored column of some files.
 *
 * @param name its name; parts of nested columns with dots between
 * @param type its type as stored, or that of the column that it is a part of; if files differ, all of their types
 * @param rows of the row groups that have it
 * @param nulls -1 if the writer did not count them; of parts of lists and maps too
 * @param min the smallest value, or null if the footers do not prove it
 * @param max the greatest value, or null if the footers do not prove it
 * @param compressedBytes in the files
 * @param uncompressedBytes before compression
 * @param codecs of its pages, sorted, in the names of the format
 * @param encodings of its pages and levels, sorted, in the names of the format
 */
public record WrittenColumn(
        String name,
        String type,
        long rows,
        long nulls,
        @Nullable Object min,
        @Nullable Object max,
        long compressedBytes,
        long uncompressedBytes,
        List<String> codecs,
        List<String> encodings) {
    public WrittenColumn {
        codecs = List.copyOf(codecs);
        encodings = List.copyOf(encodings);
    }

    /** Bytes before compression for each stored byte; 1 if there are none. */
    public double codecRatio() {
        return ratio(compressedBytes, uncompressedBytes);
    }

    static double ratio(long compressed, long uncompressed) {
        return compressed == 0 ? 1 : (double) uncompressed / compressed;
    }

    /** {@link #codecRatio} to the thousandth. */
    public double roundedRatio() {
        return Math.round(codecRatio() * 1_000) / 1_000.0;
    }

    /** {@link #min} for people, null if it is. */
    public @Nullable String minText() {
        return text(min);
    }

    /** {@link #max} for people, null if it is. */
    public @Nullable String maxText() {
        return text(max);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }
}
