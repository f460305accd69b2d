package dev.colonnade.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a footer proves about one column of one row group. Bounds are Java values of the column's type in its file and
 * compare by {@link dev.colonnade.type.Values}.
 *
 * @param min no non-null value is smaller; null if nothing is known
 * @param max no non-null value other than NaN is greater; null if nothing is known
 * @param minExact whether {@code min} is itself a value of the column; never for zeros of floats, which have two forms
 * @param maxExact whether {@code max} is the greatest value, so that there is no NaN either
 * @param nullCount how many values are null, -1 if unknown
 * @param nanCount how many values are NaN, -1 if unknown, 0 for types that have none
 * @param distinctCount how many different non-null values there are, as the writer says; -1 if it does not
 * @param compressedBytes the column's size in the file
 * @param uncompressedBytes the column's size before compression
 */
public record ColumnStats(
        @Nullable Object min,
        @Nullable Object max,
        boolean minExact,
        boolean maxExact,
        long nullCount,
        long nanCount,
        long distinctCount,
        long compressedBytes,
        long uncompressedBytes) {
    public ColumnStats {
        minExact = minExact && min != null;
        maxExact = maxExact && max != null && nanCount == 0;
    }

    /** By value, also where bounds are arrays of bytes. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnStats that
                && Objects.deepEquals(min, that.min)
                && Objects.deepEquals(max, that.max)
                && minExact == that.minExact
                && maxExact == that.maxExact
                && nullCount == that.nullCount
                && nanCount == that.nanCount
                && distinctCount == that.distinctCount
                && compressedBytes == that.compressedBytes
                && uncompressedBytes == that.uncompressedBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(nullCount, nanCount, distinctCount, compressedBytes, uncompressedBytes);
    }

    /** Whether both bounds are known. */
    public boolean hasBounds() {
        return min != null && max != null;
    }
}
