package dev.colonnade.backend;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How Parquet files are made.
 *
 * @param codec compresses pages
 * @param level of the codec; the codec's own if absent
 * @param rowGroupRows the most rows of a row group, about
 * @param rowGroupBytes the most bytes of a row group, about; 0 if only rows count
 * @param fileBytes the size at which a file is ended and the next one begun
 * @param mostFiles how many files one write may make
 * @param bloomFilters the share of wrong hits of the Bloom filters; absent for no filters
 * @param metadata key-value pairs for the footer
 */
public record ParquetFormat(
        Codec codec,
        OptionalInt level,
        long rowGroupRows,
        long rowGroupBytes,
        long fileBytes,
        int mostFiles,
        OptionalDouble bloomFilters,
        Map<String, String> metadata) {
    private static final ParquetFormat DEFAULTS = new ParquetFormat(
            Codec.ZSTD, OptionalInt.empty(), 122_880, 0, 512L << 20, 10_000, OptionalDouble.empty(), Map.of());

    public ParquetFormat {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        if (level.isPresent() && (codec != Codec.ZSTD || level.getAsInt() < 1 || level.getAsInt() > 22)) {
            throw refused("Only ZSTD has levels, from 1 to 22, so " + codec + " cannot have level " + level.getAsInt());
        }
        if (rowGroupRows < 1 || rowGroupBytes < 0 || fileBytes < 1 || mostFiles < 1) {
            throw refused("Row groups and files are larger than nothing, and a write makes a file at least");
        }
        if (bloomFilters.isPresent() && !(bloomFilters.getAsDouble() > 0 && bloomFilters.getAsDouble() < 1)) {
            throw refused("The share of wrong hits of a Bloom filter lies between 0 and 1, which "
                    + bloomFilters.getAsDouble() + " does not");
        }
    }

    private static ColonnadeException refused(String why) {
        return new ColonnadeException(ErrorCode.INVALID_ARGUMENT, why + ".");
    }

    /** ZSTD, row groups of 122,880 rows, files of 512 MiB, at most 10,000 of them, no Bloom filters. */
    public static ParquetFormat defaults() {
        return DEFAULTS;
    }

    public ParquetFormat withCodec(Codec newCodec, OptionalInt newLevel) {
        return new ParquetFormat(
                newCodec, newLevel, rowGroupRows, rowGroupBytes, fileBytes, mostFiles, bloomFilters, metadata);
    }

    public ParquetFormat withRowGroupRows(long rows) {
        return new ParquetFormat(codec, level, rows, rowGroupBytes, fileBytes, mostFiles, bloomFilters, metadata);
    }

    public ParquetFormat withRowGroupBytes(long bytes) {
        return new ParquetFormat(codec, level, rowGroupRows, bytes, fileBytes, mostFiles, bloomFilters, metadata);
    }

    public ParquetFormat withFileBytes(long bytes) {
        return new ParquetFormat(codec, level, rowGroupRows, rowGroupBytes, bytes, mostFiles, bloomFilters, metadata);
    }

    public ParquetFormat withMostFiles(int files) {
        return new ParquetFormat(codec, level, rowGroupRows, rowGroupBytes, fileBytes, files, bloomFilters, metadata);
    }

    public ParquetFormat withBloomFilters(double wrongHits) {
        return new ParquetFormat(
                codec,
                level,
                rowGroupRows,
                rowGroupBytes,
                fileBytes,
                mostFiles,
                OptionalDouble.of(wrongHits),
                metadata);
    }

    /** One more key-value pair. */
    public ParquetFormat withMetadata(String key, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new ParquetFormat(codec, level, rowGroupRows, rowGroupBytes, fileBytes, mostFiles, bloomFilters, more);
    }
}
