package dev.colonnade.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Facts about all values of a column in some files, where the statistics of every row group prove them. */
final class ColumnProofs {
    /** Every integer of at most this magnitude has an exact float64. */
    private static final BigInteger EXACT = BigInteger.TWO.pow(53);

    private ColumnProofs() {}

    static boolean isAllNull(List<DataFile> files, String column) {
        return holds(files, column, (group, stats) -> stats.nullCount() == group.rowCount());
    }

    /** Whether the values are integers that all have an exact float64. */
    static boolean isExactAsFloat64(List<DataFile> files, String column) {
        return holds(
                files,
                column,
                (group, stats) ->
                        stats.nullCount() == group.rowCount() || isSmall(stats.min()) && isSmall(stats.max()));
    }

    private static boolean isSmall(@Nullable Object bound) {
        boolean real = bound instanceof Float || bound instanceof Double || bound instanceof BigDecimal;
        return bound instanceof Number number
                && !real
                && new BigInteger(number.toString()).abs().compareTo(EXACT) <= 0;
    }

    private static boolean holds(List<DataFile> files, String column, BiPredicate<RowGroup, ColumnStats> proof) {
        return files.stream()
                .flatMap(file -> file.rowGroups().stream())
                .filter(group -> group.rowCount() > 0)
                .allMatch(group -> {
                    ColumnStats stats = group.columns().get(column);
                    return stats != null && proof.test(group, stats);
                });
    }
}
