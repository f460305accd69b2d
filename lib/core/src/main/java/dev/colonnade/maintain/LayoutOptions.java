package dev.colonnade.maintain;

import dev.colonnade.backend.Codec;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Expr;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which files an operation rewrites, and how the new ones are laid out. Immutable; each method gives changed options.
 *
 * @param targetFileBytes where a file ends and the next one begins, about
 * @param rowGroupRows the most rows of a row group, about
 * @param smallRowGroupRows row groups that are smaller on average are worth being merged
 * @param codec compresses pages; that of most bytes that are replaced if absent
 * @param level of the codec; the codec's own if absent
 * @param partitions a condition over partition keys, true for those that may be touched; all if absent
 */
public record LayoutOptions(
        long targetFileBytes,
        long rowGroupRows,
        long smallRowGroupRows,
        Optional<Codec> codec,
        OptionalInt level,
        Optional<Expr> partitions) {
    private static final LayoutOptions DEFAULTS = new LayoutOptions(
            256L << 20,
            ParquetFormat.defaults().rowGroupRows(),
            10_000,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty());

    public LayoutOptions {
        if (targetFileBytes < 1 || rowGroupRows < 1 || smallRowGroupRows < 0 || smallRowGroupRows > rowGroupRows) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Files and row groups are larger than nothing and row groups not smaller than what is small: "
                            + targetFileBytes + " bytes, " + rowGroupRows + " rows, small below " + smallRowGroupRows
                            + ".");
        }
    }

    /** Files of 256 MiB, row groups of 122,880 rows, small below 10,000, the codec that is there, all partitions. */
    public static LayoutOptions defaults() {
        return DEFAULTS;
    }

    public LayoutOptions withTargetFileBytes(long bytes) {
        return new LayoutOptions(bytes, rowGroupRows, smallRowGroupRows, codec, level, partitions);
    }

    /** The most rows of a row group; what is small is at most that. */
    public LayoutOptions withRowGroupRows(long rows) {
        return new LayoutOptions(targetFileBytes, rows, Math.min(smallRowGroupRows, rows), codec, level, partitions);
    }

    public LayoutOptions withSmallRowGroupRows(long rows) {
        return new LayoutOptions(targetFileBytes, rowGroupRows, rows, codec, level, partitions);
    }

    public LayoutOptions withCompression(Codec newCodec) {
        return new LayoutOptions(
                targetFileBytes,
                rowGroupRows,
                smallRowGroupRows,
                Optional.of(newCodec),
                OptionalInt.empty(),
                partitions);
    }

    public LayoutOptions withCompression(Codec newCodec, int newLevel) {
        return new LayoutOptions(
                targetFileBytes,
                rowGroupRows,
                smallRowGroupRows,
                Optional.of(newCodec),
                OptionalInt.of(newLevel),
                partitions);
    }

    /** Only partitions for which this is true, such as {@code col("day").ge(lit(date))}. */
    public LayoutOptions withPartitions(Expr condition) {
        return new LayoutOptions(
                targetFileBytes, rowGroupRows, smallRowGroupRows, codec, level, Optional.of(condition));
    }
}
