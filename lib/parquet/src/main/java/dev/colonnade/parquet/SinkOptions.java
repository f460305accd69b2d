package dev.colonnade.parquet;

import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.PageVersion;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a file is written.
 *
 * @param compression of all columns that have none of their own
 * @param encoding of all columns that have none of their own and whose stored type it takes; {@link PageEncoding#AUTO} for the others
 * @param columns by name, or for a part of a nested column by its dotted path ({@code list.element}, {@code map.key}, {@code map.value},
 *     {@code struct.field}); of each option that of the longest path counts
 * @param limits how large row groups and pages grow
 * @param pages their form
 * @param checksums whether pages carry a CRC-32
 * @param statistics of all columns that say nothing else
 * @param sortedBy what is said about the order of rows; nothing here sorts
 * @param metadata key-value metadata of the file
 * @param encryption what is encrypted, if anything
 */
public record SinkOptions(
        Compression compression,
        PageEncoding encoding,
        Map<String, ColumnOptions> columns,
        SizeLimits limits,
        PageVersion pages,
        Checksums checksums,
        Statistics statistics,
        List<SortedBy> sortedBy,
        Map<String, String> metadata,
        Optional<Encryption> encryption) {
    public SinkOptions {
        columns = Map.copyOf(columns);
        sortedBy = List.copyOf(sortedBy);
        metadata = Map.copyOf(metadata);
    }

    /** Whether pages carry a checksum. */
    public enum Checksums {
        WRITTEN,
        LEFT_OUT
    }

    /** Whether minima, maxima and counts of nulls are written, in the footer and of pages. */
    public enum Statistics {
        WRITTEN,
        LEFT_OUT
    }

    /**
     * Sizes at which a row group or page ends.
     *
     * @param rowGroupRows exact
     * @param rowGroupBytes of encoded pages in memory, checked every few rows
     * @param pageRows met within a few rows
     * @param pageBytes before compression, met within a few rows
     * @param dictionaryBytes beyond which a column gives its dictionary up
     */
    public record SizeLimits(long rowGroupRows, long rowGroupBytes, int pageRows, int pageBytes, int dictionaryBytes) {
        /** @throws PlanException INVALID_ARGUMENT */
        public SizeLimits {
            if (rowGroupRows < 1 || rowGroupBytes < 1 || pageRows < 1 || pageBytes < 1 || dictionaryBytes < 1) {
                throw new PlanException(
                        ErrorCode.INVALID_ARGUMENT, "Sizes of row groups, pages and dictionaries are at least 1.");
            }
        }

        /** 1,048,576 rows or 128 MiB a row group, 20,000 rows or 1 MiB a page, 1 MiB a dictionary. */
        public static SizeLimits defaults() {
            return new SizeLimits(1 << 20, 128L << 20, 20_000, 1 << 20, 1 << 20);
        }

        public SizeLimits withRowGroupRows(long rows) {
            return new SizeLimits(rows, rowGroupBytes, pageRows, pageBytes, dictionaryBytes);
        }

        public SizeLimits withRowGroupBytes(long bytes) {
            return new SizeLimits(rowGroupRows, bytes, pageRows, pageBytes, dictionaryBytes);
        }

        public SizeLimits withPageRows(int rows) {
            return new SizeLimits(rowGroupRows, rowGroupBytes, rows, pageBytes, dictionaryBytes);
        }

        public SizeLimits withPageBytes(int bytes) {
            return new SizeLimits(rowGroupRows, rowGroupBytes, pageRows, bytes, dictionaryBytes);
        }

        public SizeLimits withDictionaryBytes(int bytes) {
            return new SizeLimits(rowGroupRows, rowGroupBytes, pageRows, pageBytes, bytes);
        }
    }

    /** ZSTD at its usual level, encodings by type, pages that every reader knows, with checksums. */
    public static SinkOptions defaults() {
        return new SinkOptions(
                Compression.of(PageCodec.ZSTD),
                PageEncoding.AUTO,
                Map.of(),
                SizeLimits.defaults(),
                PageVersion.V1,
                Checksums.WRITTEN,
                Statistics.WRITTEN,
                List.of(),
                Map.of(),
                Optional.empty());
    }

    public SinkOptions withCompression(Compression other) {
        return new SinkOptions(
                other, encoding, columns, limits, pages, checksums, statistics, sortedBy, metadata, encryption);
    }

    public SinkOptions withEncoding(PageEncoding other) {
        return new SinkOptions(
                compression, other, columns, limits, pages, checksums, statistics, sortedBy, metadata, encryption);
    }

    /** @param column a name, or the dotted path of a part of a nested column */
    public SinkOptions withColumn(String column, ColumnOptions options) {
        Map<String, ColumnOptions> more = new LinkedHashMap<>(columns);
        more.put(column, options);
        return new SinkOptions(
                compression, encoding, more, limits, pages, checksums, statistics, sortedBy, metadata, encryption);
    }

    /** What is said of that column or part, if anything. */
    ColumnOptions columnOptions(String column) {
        return columns.getOrDefault(column, ColumnOptions.defaults());
    }

    public SinkOptions withLimits(SizeLimits other) {
        return new SinkOptions(
                compression, encoding, columns, other, pages, checksums, statistics, sortedBy, metadata, encryption);
    }

    public SinkOptions withPages(PageVersion other) {
        return new SinkOptions(
                compression, encoding, columns, limits, other, checksums, statistics, sortedBy, metadata, encryption);
    }

    public SinkOptions withChecksums(Checksums other) {
        return new SinkOptions(
                compression, encoding, columns, limits, pages, other, statistics, sortedBy, metadata, encryption);
    }

    public SinkOptions withStatistics(Statistics other) {
        return new SinkOptions(
                compression, encoding, columns, limits, pages, checksums, other, sortedBy, metadata, encryption);
    }

    public SinkOptions withSortedBy(List<SortedBy> keys) {
        return new SinkOptions(
                compression, encoding, columns, limits, pages, checksums, statistics, keys, metadata, encryption);
    }

    public SinkOptions withMetadata(Map<String, String> entries) {
        return new SinkOptions(
                compression, encoding, columns, limits, pages, checksums, statistics, sortedBy, entries, encryption);
    }

    public SinkOptions withEncryption(Encryption other) {
        return new SinkOptions(
                compression,
                encoding,
                columns,
                limits,
                pages,
                checksums,
                statistics,
                sortedBy,
                metadata,
                Optional.of(other));
    }
}
