package dev.colonnade.source;

import dev.colonnade.source.ParquetSchema.Leaf;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.nio.ByteBuffer;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of one column chunk, reduced to what they prove.
 *
 * <p>{@code min_value} and {@code max_value} count for every ordered type, the deprecated {@code min} and {@code max} only
 * for types whose order is the signed order of their physical type.
 */
final class StatsReader {
    private final Leaf leaf;
    private final boolean typeOrdered;
    private final String createdBy;

    StatsReader(Leaf leaf, boolean typeOrdered, @Nullable String createdBy) {
        this.leaf = leaf;
        this.typeOrdered = typeOrdered;
        this.createdBy = createdBy == null ? "" : createdBy;
    }

    ColumnStats read(ColumnMetaData chunk, long rows) {
        Statistics stats = chunk.isSetStatistics() ? chunk.getStatistics() : new Statistics();
        long nulls = leaf.required() ? 0 : stats.isSetNull_count() ? count(stats.getNull_count(), rows) : -1;
        Object min = null;
        Object max = null;
        if (typeOrderedBounds(stats)) {
            min = bound(stats.bufferForMin_value(), true);
            max = bound(stats.bufferForMax_value(), false);
        } else if (signedBounds(stats)) {
            min = bound(stats.bufferForMin(), true);
            max = bound(stats.bufferForMax(), false);
        }
        boolean sane = !isNan(min) && !isNan(max) && (min == null || max == null || Values.compare(min, max) <= 0);
        return new ColumnStats(
                sane ? min : null,
                sane ? max : null,
                isLiteral(stats.bufferForMin_value(), min)
                        && exact(stats.isSetIs_min_value_exact(), stats.isIs_min_value_exact()),
                isLiteral(stats.bufferForMax_value(), max)
                        && exact(stats.isSetIs_max_value_exact(), stats.isIs_max_value_exact()),
                nulls,
                nans(stats, rows, sane && min != null),
                stats.isSetDistinct_count() ? count(stats.getDistinct_count(), rows) : -1,
                chunk.getTotal_compressed_size(),
                chunk.getTotal_uncompressed_size());
    }

    /** DuckDB states no bounds where there is a NaN; others leave NaN out of them. */
    private long nans(Statistics stats, long rows, boolean bounded) {
        if (!(leaf.type() instanceof DataType.FloatType) || bounded && isDuckDb()) {
            return 0;
        }
        return stats.isSetNan_count() ? count(stats.getNan_count(), rows) : -1;
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
    boolean isUnproven(ColumnMetaData chunk, ColumnStats proven) {
        if (!chunk.isSetStatistics()) {
            return false;
        }
        Statistics stats = chunk.getStatistics();
        boolean statesMin = stats.isSetMin() || stats.isSetMin_value();
        boolean statesMax = stats.isSetMax() || stats.isSetMax_value();
        boolean hidesNan = proven.nanCount() != 0 && (statesMin || statesMax);
        boolean cut = leaf.type() instanceof DataType.StringType
                && (statesCut(stats.bufferForMin_value()) || statesCut(stats.bufferForMax_value()));
        return hidesNan || cut || statesMin && proven.min() == null || statesMax && proven.max() == null;
    }

    private static boolean statesCut(@Nullable ByteBuffer bound) {
        return bound != null && !BoundDecoder.isUtf8(bound);
    }

    private static long count(long stated, long rows) {
        return stated >= 0 && stated <= rows ? stated : -1;
    }

    private boolean typeOrderedBounds(Statistics stats) {
        boolean present = stats.isSetMin_value() || stats.isSetMax_value();
        return present && (typeOrdered || signedOrder() || isDuckDb()) && !oldDecimals();
    }

    /** DuckDB orders by type in all versions, but says so only from 2.0 on. */
    private boolean isDuckDb() {
        return createdBy.startsWith("DuckDB");
    }

    private boolean signedBounds(Statistics stats) {
        return signedOrder() && (stats.isSetMin() || stats.isSetMax());
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
    private boolean exact(boolean stated, boolean value) {
        if (stated) {
            return value;
        }
        return leaf.physical() != Type.BYTE_ARRAY && leaf.physical() != Type.FIXED_LEN_BYTE_ARRAY;
    }

    private static boolean isNan(@Nullable Object bound) {
        return bound instanceof Float f && f.isNaN() || bound instanceof Double d && d.isNaN();
    }
}
