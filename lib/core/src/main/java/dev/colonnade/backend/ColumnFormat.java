package dev.colonnade.backend;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How one column is written, where it differs from its file. Immutable; each method gives a changed format.
 *
 * @param codec instead of the file's
 * @param level of that codec; the codec's own if absent
 * @param encoding instead of the file's
 * @param bloomFilter the share of wrong hits of the column's Bloom filter, whatever the file has
 * @param fieldId the column's id in the schema, by which some table formats find it
 */
public record ColumnFormat(
        Optional<Codec> codec,
        OptionalInt level,
        Optional<PageEncoding> encoding,
        OptionalDouble bloomFilter,
        OptionalInt fieldId) {
    private static final ColumnFormat DEFAULTS = new ColumnFormat(
            Optional.empty(), OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), OptionalInt.empty());

    /** @throws dev.colonnade.error.ColonnadeException INVALID_ARGUMENT for a level or share that there is not */
    public ColumnFormat {
        codec.ifPresent(c -> c.requireLevel(level));
        ParquetFormat.requireShare(bloomFilter);
    }

    /** As the file. */
    public static ColumnFormat defaults() {
        return DEFAULTS;
    }

    public ColumnFormat withCompression(Codec newCodec) {
        return new ColumnFormat(Optional.of(newCodec), OptionalInt.empty(), encoding, bloomFilter, fieldId);
    }

    public ColumnFormat withCompression(Codec newCodec, int newLevel) {
        return new ColumnFormat(Optional.of(newCodec), OptionalInt.of(newLevel), encoding, bloomFilter, fieldId);
    }

    public ColumnFormat withEncoding(PageEncoding newEncoding) {
        return new ColumnFormat(codec, level, Optional.of(newEncoding), bloomFilter, fieldId);
    }

    /** No dictionary: {@link PageEncoding#NO_DICTIONARY}. */
    public ColumnFormat withoutDictionary() {
        return withEncoding(PageEncoding.NO_DICTIONARY);
    }

    /** A Bloom filter with that share of wrong hits, between 0 and 1. */
    public ColumnFormat withBloomFilter(double wrongHits) {
        return new ColumnFormat(codec, level, encoding, OptionalDouble.of(wrongHits), fieldId);
    }

    public ColumnFormat withFieldId(int id) {
        return new ColumnFormat(codec, level, encoding, bloomFilter, OptionalInt.of(id));
    }
}
