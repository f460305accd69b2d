package dev.colonnade.source;

import dev.colonnade.source.ParquetSchema.Leaf;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of one column chunk, reduced to what they prove.
 *
 * <p>{@code min_value} and {@code max_value} count for every ordered type, the deprecated {@code min} and {@code max} only
 * for types whose order is the signed order of their physical type.
 */
final class StatsReader {
    private static final ThriftStruct NONE = new ThriftStruct(new byte[0], ParquetShapes.STATISTICS);

    // fields of the statistics, by their numbers in the format
    private static final int OLD_MAX = 1;
    private static final int OLD_MIN = 2;
    private static final int NULL_COUNT = 3;
    private static final int DISTINCT_COUNT = 4;
    private static final int MAX = 5;
    private static final int MIN = 6;
    private static final int MAX_EXACT = 7;
    private static final int MIN_EXACT = 8;
    private static final int NAN_COUNT = 9;

    private final Leaf leaf;
    private final boolean typeOrdered;
    private final String createdBy;

    StatsReader(Leaf leaf, boolean typeOrdered, @Nullable String createdBy) {
        this.leaf = leaf;
        this.typeOrdered = typeOrdered;
        this.createdBy = createdBy == null ? "" : createdBy;
    }

    /** The statistics that a chunk states; empty if it states none. */
    static ThriftStruct stated(ThriftStruct chunk) {
        return chunk.has(FooterParser.STATISTICS) ? chunk.struct(FooterParser.STATISTICS) : NONE;
    }

    ColumnStats read(ThriftStruct chunk, long rows) {
        ThriftStruct stats = stated(chunk);
        long nulls = leaf.required() ? 0 : stats.has(NULL_COUNT) ? count(stats.number(NULL_COUNT), rows) : -1;
        Object min = null;
        Object max = null;
        if (typeOrderedBounds(stats)) {
            min = bound(stats.bytes(MIN), true);
            max = bound(stats.bytes(MAX), false);
        } else if (signedBounds(stats)) {
            min = bound(stats.bytes(OLD_MIN), true);
            max = bound(stats.bytes(OLD_MAX), false);
        }
        boolean sane = !isNan(min) && !isNan(max) && (min == null || max == null || Values.compare(min, max) <= 0);
        return new ColumnStats(
                sane ? min : null,
                sane ? max : null,
                isLiteral(stats.bytes(MIN), min) && exact(stats, MIN_EXACT),
                isLiteral(stats.bytes(MAX), max) && exact(stats, MAX_EXACT),
                nulls,
                nans(stats, rows, sane && min != null),
                stats.has(DISTINCT_COUNT) ? count(stats.number(DISTINCT_COUNT), rows) : -1,
                chunk.number(FooterParser.COMPRESSED),
                chunk.number(FooterParser.UNCOMPRESSED));
    }

    /** DuckDB states no bounds where there is a NaN; others leave NaN out of them. */
    private long nans(ThriftStruct stats, long rows, boolean bounded) {
        if (!(leaf.type() instanceof DataType.FloatType) || bounded && isDuckDb()) {
            return 0;
        }
        return stats.has(NAN_COUNT) ? count(stats.number(NAN_COUNT), rows) : -1;
    }

    /** Whether the bound is what the writer stated: zeros of floats and texts that are cut have become others. */
    private boolean isLiteral(@Nullable ByteBuffer stated, @Nullable Object bound) {
        boolean zero = bound instanceof Float f && f == 0 || bound instanceof Double d && d == 0;
        return !zero
                && (stated == null || !(leaf.type() instanceof DataType.StringType) || BoundDecoder.isUtf8(stated));
    }

    /**
     * Whether the chunk states a bound that {@code proven} has not taken over as it is, or that a NaN may exceed: no engine
     * should lean on it.
     */
    boolean isUnproven(ThriftStruct chunk, ColumnStats proven) {
        ThriftStruct stats = stated(chunk);
        boolean statesMin = stats.has(OLD_MIN) || stats.has(MIN);
        boolean statesMax = stats.has(OLD_MAX) || stats.has(MAX);
        boolean hidesNan = proven.nanCount() != 0 && (statesMin || statesMax);
        boolean cut = leaf.type() instanceof DataType.StringType
                && (statesCut(stats.bytes(MIN)) || statesCut(stats.bytes(MAX)));
        return hidesNan || cut || statesMin && proven.min() == null || statesMax && proven.max() == null;
    }

    private static boolean statesCut(@Nullable ByteBuffer bound) {
        return bound != null && !BoundDecoder.isUtf8(bound);
    }

    private static long count(long stated, long rows) {
        return stated >= 0 && stated <= rows ? stated : -1;
    }

    private boolean typeOrderedBounds(ThriftStruct stats) {
        boolean present = stats.has(MIN) || stats.has(MAX);
        return present && (typeOrdered || signedOrder() || isDuckDb()) && !oldDecimals();
    }

    /** DuckDB orders by type in all versions, but says so only from 2.0 on. */
    private boolean isDuckDb() {
        return createdBy.startsWith("DuckDB");
    }

    private boolean signedBounds(ThriftStruct stats) {
        return signedOrder() && (stats.has(OLD_MIN) || stats.has(OLD_MAX));
    }

    /** Whether the type's order is the signed order of how it is stored, the only one that old writers knew. */
    private boolean signedOrder() {
        boolean unsigned = leaf.type() instanceof DataType.IntType integer && !integer.signed();
        return switch (leaf.physical()) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> !unsigned;
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    }

    /** parquet-cpp before Arrow 4 compared decimals in byte arrays as unsigned bytes (PARQUET-1655). */
    private boolean oldDecimals() {
        return leaf.type() instanceof DataType.DecimalType
                && !signedOrder()
                && createdBy.startsWith("parquet-cpp version");
    }

    private @Nullable Object bound(@Nullable ByteBuffer bytes, boolean lower) {
        return bytes == null ? null : BoundDecoder.decode(bytes, leaf.type(), leaf.physical(), lower);
    }

    /** Only values of fixed width cannot have been shortened by a writer that does not say so. */
    private boolean exact(ThriftStruct stats, int flag) {
        if (stats.has(flag)) {
            return stats.flag(flag);
        }
        return leaf.physical() != Physical.BYTE_ARRAY && leaf.physical() != Physical.FIXED_LEN_BYTE_ARRAY;
    }

    private static boolean isNan(@Nullable Object bound) {
        return bound instanceof Float f && f.isNaN() || bound instanceof Double d && d.isNaN();
    }
}
