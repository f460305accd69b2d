package dev.colonnade.source;

import dev.colonnade.type.DataType;

/** Statistics of a file's column as statistics of the dataset's column, whose type may be wider. */
public final class ConvertedStats {
    private ConvertedStats() {}

    /**
     * The same statistics with bounds of type {@code dataset}; without bounds if none follow.
     *
     * @param stats of a column of type {@code stored}
     * @param stored the type in the file
     * @param dataset the type of the column in the {@link FileSet} that holds the file
     */
    public static ColumnStats of(ColumnStats stats, DataType stored, DataType dataset) {
        if (stored.equals(dataset)) {
            return stats;
        }
        ValueRange range = BoundConversion.exists(stored, dataset)
                ? BoundConversion.convert(new ValueRange(stats.min(), stats.max(), true, true), stored, dataset)
                : ValueRange.unknown(true);
        return new ColumnStats(
                range.min(),
                range.max(),
                stats.minExact(),
                stats.maxExact(),
                stats.nullCount(),
                stats.nanCount(),
                stats.distinctCount(),
                stats.compressedBytes(),
                stats.uncompressedBytes());
    }
}
