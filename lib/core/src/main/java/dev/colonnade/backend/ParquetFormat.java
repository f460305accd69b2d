package dev.colonnade.backend;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * How Parquet files are made. Immutable; each method gives a changed format. Columns are named, and parts of nested ones by their dotted
 * paths ({@code list.element}, {@code map.key}, {@code map.value}, {@code struct.field}).
 *
 * @param codec compresses pages
 * @param level of the codec; the codec's own if absent
 * @param encoding of all columns that have none of their own and whose type it takes
 * @param pages their form
 * @param bloomFilters the share of wrong hits of the Bloom filters of all columns that the engine makes some for; absent for no filters
 * @param statistics the columns that get minima, maxima and counts of nulls; all if absent
 * @param sizes where row groups and files end
 * @param columns what is different for some columns; the longest path that a stored column is or lies below counts
 * @param metadata key-value pairs for the footer
 */
public record ParquetFormat(
        Codec codec,
        OptionalInt level,
        PageEncoding encoding,
        PageVersion pages,
        OptionalDouble bloomFilters,
        Optional<Set<String>> statistics,
        FileSizes sizes,
        Map<String, ColumnFormat> columns,
        Map<String, String> metadata) {
    private static final ParquetFormat DEFAULTS = new ParquetFormat(
            Codec.ZSTD,
            OptionalInt.empty(),
            PageEncoding.AUTO,
            PageVersion.V1,
            OptionalDouble.empty(),
            Optional.empty(),
            new FileSizes(122_880, 0, 512L << 20, 10_000),
            Map.of(),
            Map.of());

    /** @throws ColonnadeException INVALID_ARGUMENT for a level or share that there is not, or a field id that is given twice */
    public ParquetFormat {
        statistics = statistics.map(names -> Collections.unmodifiableSet(new TreeSet<>(names)));
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        codec.requireLevel(level);
        requireShare(bloomFilters);
        requireDistinctIds(columns);
    }

    static void requireShare(OptionalDouble wrongHits) {
        if (wrongHits.isPresent() && !(wrongHits.getAsDouble() > 0 && wrongHits.getAsDouble() < 1)) {
            throw refused("The share of wrong hits of a Bloom filter lies between 0 and 1, which "
                    + wrongHits.getAsDouble() + " does not");
        }
    }

    private static void requireDistinctIds(Map<String, ColumnFormat> columns) {
        Map<Integer, String> names = new HashMap<>();
        columns.forEach((name, column) -> column.fieldId().ifPresent(id -> {
            String other = names.put(id, name);
            if (other != null) {
                throw refused("Columns '" + other + "' and '" + name + "' cannot both have the field id " + id);
            }
        }));
    }

    static ColonnadeException refused(String why) {
        return new ColonnadeException(ErrorCode.INVALID_ARGUMENT, why + ".");
    }

    /**
     * ZSTD, dictionaries, statistics of all columns, row groups of 122,880 rows, files of 512 MiB, at most 10,000 of them, no Bloom
     * filters.
     */
    public static ParquetFormat defaults() {
        return DEFAULTS;
    }

    /** @see FileSizes#rowGroupRows */
    public long rowGroupRows() {
        return sizes.rowGroupRows();
    }

    /** @see FileSizes#rowGroupBytes */
    public long rowGroupBytes() {
        return sizes.rowGroupBytes();
    }

    /** @see FileSizes#fileBytes */
    public long fileBytes() {
        return sizes.fileBytes();
    }

    /** @see FileSizes#mostFiles */
    public int mostFiles() {
        return sizes.mostFiles();
    }

    public ParquetFormat withCodec(Codec newCodec, OptionalInt newLevel) {
        return new ParquetFormat(
                newCodec, newLevel, encoding, pages, bloomFilters, statistics, sizes, columns, metadata);
    }

    public ParquetFormat withEncoding(PageEncoding newEncoding) {
        return new ParquetFormat(codec, level, newEncoding, pages, bloomFilters, statistics, sizes, columns, metadata);
    }

    public ParquetFormat withPages(PageVersion version) {
        return new ParquetFormat(codec, level, encoding, version, bloomFilters, statistics, sizes, columns, metadata);
    }

    /** Bloom filters for all columns that the engine makes some for. */
    public ParquetFormat withBloomFilters(double wrongHits) {
        return new ParquetFormat(
                codec, level, encoding, pages, OptionalDouble.of(wrongHits), statistics, sizes, columns, metadata);
    }

    /** Only these columns get statistics; none without a name. */
    public ParquetFormat withStatistics(Set<String> names) {
        return new ParquetFormat(
                codec, level, encoding, pages, bloomFilters, Optional.of(names), sizes, columns, metadata);
    }

    private ParquetFormat withSizes(FileSizes newSizes) {
        return new ParquetFormat(codec, level, encoding, pages, bloomFilters, statistics, newSizes, columns, metadata);
    }

    public ParquetFormat withRowGroupRows(long rows) {
        return withSizes(new FileSizes(rows, rowGroupBytes(), fileBytes(), mostFiles()));
    }

    public ParquetFormat withRowGroupBytes(long bytes) {
        return withSizes(new FileSizes(rowGroupRows(), bytes, fileBytes(), mostFiles()));
    }

    public ParquetFormat withFileBytes(long bytes) {
        return withSizes(new FileSizes(rowGroupRows(), rowGroupBytes(), bytes, mostFiles()));
    }

    public ParquetFormat withMostFiles(int files) {
        return withSizes(new FileSizes(rowGroupRows(), rowGroupBytes(), fileBytes(), files));
    }

    /** Changes what is different for a column, or a part of a nested one. */
    public ParquetFormat withColumn(String column, UnaryOperator<ColumnFormat> change) {
        Map<String, ColumnFormat> more = new TreeMap<>(columns);
        more.put(column, change.apply(columns.getOrDefault(column, ColumnFormat.defaults())));
        return new ParquetFormat(codec, level, encoding, pages, bloomFilters, statistics, sizes, more, metadata);
    }

    /** One more key-value pair. */
    public ParquetFormat withMetadata(String key, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new ParquetFormat(codec, level, encoding, pages, bloomFilters, statistics, sizes, columns, more);
    }
}
