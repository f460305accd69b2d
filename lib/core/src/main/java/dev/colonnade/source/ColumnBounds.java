package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What directory names and footers prove about one column of a file set, in one row group after another. Bounds are values
 * of the column's type in the file set, whatever type a file stores.
 */
public final class ColumnBounds {
    private final Field column;
    private final int partition;

    private ColumnBounds(Field column, int partition) {
        this.column = column;
        this.partition = partition;
    }

    /**
     * What is proved about the column in one row group; {@link ColumnStats} says what each part means.
     */
    public record Bounds(
            @Nullable Object min,
            @Nullable Object max,
            boolean minExact,
            boolean maxExact,
            long nullCount,
            long nanCount) {
        private static Bounds unknown(long nullCount) {
            return new Bounds(null, null, false, false, nullCount, -1);
        }

        private static Bounds nothingBut(Object value) {
            return new Bounds(value, value, true, true, 0, 0);
        }
    }

    /** @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN */
    public static ColumnBounds of(FileSet files, String column) {
        Field field = files.schema().field(column);
        int partition = -1;
        for (int i = 0; i < files.partitionFields().size(); i++) {
            partition = files.partitionFields().get(i).name().equals(column) ? i : partition;
        }
        return new ColumnBounds(field, partition);
    }

    /** The bounds in a row group of a file of the file set. */
    public Bounds in(DataFile file, RowGroup group) {
        if (partition >= 0) {
            Object value = file.partitionValues().get(partition);
            return value == null ? Bounds.unknown(group.rowCount()) : Bounds.nothingBut(value);
        }
        Optional<Field> stored = file.schema().find(column.name());
        if (stored.isEmpty() || stored.get().type() instanceof DataType.NullType) {
            return Bounds.unknown(group.rowCount());
        }
        ColumnStats stats = group.columns().get(column.name());
        if (stats == null) {
            return Bounds.unknown(-1);
        }
        long nulls = stored.get().nullable() ? stats.nullCount() : 0;
        DataType type = stored.get().type();
        if (nulls == group.rowCount() || !BoundConversion.exists(type, column.type())) {
            return Bounds.unknown(nulls);
        }
        ValueRange range =
                BoundConversion.convert(new ValueRange(stats.min(), stats.max(), true, true), type, column.type());
        return new Bounds(range.min(), range.max(), stats.minExact(), stats.maxExact(), nulls, stats.nanCount());
    }
}
