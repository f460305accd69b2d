package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Column;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A predicate over the ranges that partitions, schemas and statistics of one file set give its columns. */
final class FileRanges {
    private final BoundExpr predicate;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<BoundExpr, NavigableSet<Object>> options;

    FileRanges(FileSet files, BoundExpr predicate) {
        this.predicate = predicate;
        this.options = RangeEvaluator.sortedOptions(predicate);
        List<Field> fields = files.partitionFields();
        for (int i = 0; i < fields.size(); i++) {
            partitions.put(fields.get(i).name(), i);
        }
    }

    /** From the partition values alone, as if nothing were known of stored columns. */
    ValueRange overPartition(List<@Nullable Object> values) {
        return evaluate(new RangeEvaluator.Columns() {
            @Override
            public ValueRange column(Column column) {
                Integer partition = partitions.get(column.name());
                return partition == null
                        ? ValueRange.unknown(column.nullable())
                        : ValueRange.only(values.get(partition));
            }

            @Override
            public ValueRange field(List<String> path, DataType type) {
                return ValueRange.unknown(true);
            }
        });
    }

    ValueRange over(DataFile file, RowGroup group) {
        return evaluate(new RangeEvaluator.Columns() {
            @Override
            public ValueRange column(Column column) {
                Integer partition = partitions.get(column.name());
                return partition == null
                        ? stored(column, file, group)
                        : ValueRange.only(file.partitionValues().get(partition));
            }

            @Override
            public ValueRange field(List<String> path, DataType type) {
                return storedField(path, type, file, group);
            }
        });
    }

    private ValueRange evaluate(RangeEvaluator.Columns columns) {
        return predicate.accept(new RangeEvaluator(columns, options));
    }

    private static ValueRange stored(Column column, DataFile file, RowGroup group) {
        Optional<Field> field = file.schema().find(column.name());
        if (field.isEmpty()) {
            return ValueRange.ONLY_NULL;
        }
        ColumnStats stats = group.columns().get(column.name());
        if (stats == null) {
            return ValueRange.unknown(field.get().nullable());
        }
        boolean mayBeNull = field.get().nullable() && stats.nullCount() != 0;
        return of(stats, field.get().type(), mayBeNull, group, column.type());
    }

    /** Writers count nulls below structs in their own ways, so only a field that is null throughout counts. */
    private static ValueRange storedField(List<String> path, DataType type, DataFile file, RowGroup group) {
        Optional<Field> field = file.schema().find(path.get(0));
        boolean mayBeNull = false;
        for (String name : path.subList(1, path.size())) {
            if (field.isEmpty()) {
                return ValueRange.ONLY_NULL;
            }
            mayBeNull |= field.get().nullable();
            if (!(field.get().type() instanceof DataType.StructType struct)) {
                return ValueRange.unknown(true);
            }
            field = struct.fields().stream().filter(f -> f.name().equals(name)).findFirst();
        }
        if (field.isEmpty()) {
            return ValueRange.ONLY_NULL;
        }
        mayBeNull |= field.get().nullable();
        Optional<ColumnChunk> chunk = group.chunk(path);
        return chunk.isEmpty() || chunk.get().repeated()
                ? ValueRange.unknown(mayBeNull)
                : of(chunk.get().stats(), field.get().type(), mayBeNull, group, type);
    }

    /** The values of a chunk as the dataset's type. */
    private static ValueRange of(ColumnStats stats, DataType from, boolean mayBeNull, RowGroup group, DataType to) {
        if (stats.nullCount() == group.rowCount()) {
            return ValueRange.ONLY_NULL;
        }
        if (!BoundConversion.exists(from, to)) {
            return ValueRange.unknown(mayBeNull);
        }
        return BoundConversion.convert(new ValueRange(stats.min(), greatest(stats, from), mayBeNull, true), from, to);
    }

    /** The upper bound with NaN, the greatest number, taken into account. */
    private static @Nullable Object greatest(ColumnStats stats, DataType type) {
        if (stats.nanCount() == 0 || !(type instanceof DataType.FloatType real)) {
            return stats.max();
        }
        return real.bits() == 64 ? (Object) Double.NaN : (Object) Float.NaN;
    }
}
