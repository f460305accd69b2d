package dev.colonnade.parquet;

import dev.colonnade.backend.PageEncoding;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How one column is written, where it differs from its file.
 *
 * @param compression instead of the file's
 * @param encoding instead of the file's
 * @param bloomFilter whether a Bloom filter is written, and how good it is
 * @param statistics instead of the file's
 * @param fieldId the column's id in the schema
 */
public record ColumnOptions(
        Optional<Compression> compression,
        Optional<PageEncoding> encoding,
        Optional<BloomFilterOptions> bloomFilter,
        Optional<SinkOptions.Statistics> statistics,
        OptionalInt fieldId) {

    /**
     * A split-block Bloom filter.
     *
     * @param falsePositives the share of absent values that it lets through, between 0 and 1
     * @param distinctValues how many different values a row group has; if absent it is found out while writing
     */
    public record BloomFilterOptions(double falsePositives, OptionalLong distinctValues) {
        /** @throws PlanException INVALID_ARGUMENT */
        public BloomFilterOptions {
            if (!(falsePositives > 0 && falsePositives < 1)) {
                throw new PlanException(
                        ErrorCode.INVALID_ARGUMENT,
                        "A Bloom filter lets a share of absent values through that is between 0 and 1, not "
                                + falsePositives + ".");
            }
        }
    }

    /** As the file. */
    public static ColumnOptions defaults() {
        return new ColumnOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    public ColumnOptions withCompression(Compression other) {
        return new ColumnOptions(Optional.of(other), encoding, bloomFilter, statistics, fieldId);
    }

    public ColumnOptions withEncoding(PageEncoding other) {
        return new ColumnOptions(compression, Optional.of(other), bloomFilter, statistics, fieldId);
    }

    /** @param falsePositives the share of absent values that the filter lets through, such as 0.01 */
    public ColumnOptions withBloomFilter(double falsePositives) {
        return new ColumnOptions(
                compression,
                encoding,
                Optional.of(new BloomFilterOptions(falsePositives, OptionalLong.empty())),
                statistics,
                fieldId);
    }

    /** @param distinctValues how many different values a row group has */
    public ColumnOptions withBloomFilter(double falsePositives, long distinctValues) {
        return new ColumnOptions(
                compression,
                encoding,
                Optional.of(new BloomFilterOptions(falsePositives, OptionalLong.of(distinctValues))),
                statistics,
                fieldId);
    }

    public ColumnOptions withStatistics(SinkOptions.Statistics other) {
        return new ColumnOptions(compression, encoding, bloomFilter, Optional.of(other), fieldId);
    }

    public ColumnOptions withFieldId(int id) {
        return new ColumnOptions(compression, encoding, bloomFilter, statistics, OptionalInt.of(id));
    }
}
