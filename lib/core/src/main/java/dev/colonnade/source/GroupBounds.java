package dev.colonnade.source;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link ColumnBounds} by the numbers of files and row groups. Where every file that has the column stores the type of the
 * file set, all but the bounds themselves comes from columns of the manifest, and no object is made for a row group. For one
 * thread.
 */
public final class GroupBounds {
    private final FileSet files;
    private final String column;
    private final ColumnBounds bounds;
    private final @Nullable Keys keys;
    private final boolean nullable;
    private int group = -1;
    private ColumnBounds.@Nullable Bounds current;

    /** Columns of the manifest, not to be written. */
    private record Keys(long[] low, long[] high, long[] flags, long[] nulls, long[] nans) {
        static Keys of(Manifest manifest, int leaf) {
            return new Keys(
                    manifest.column(leaf, Manifest.LeafColumn.LOW),
                    manifest.column(leaf, Manifest.LeafColumn.HIGH),
                    manifest.column(leaf, Manifest.LeafColumn.FLAGS),
                    manifest.column(leaf, Manifest.LeafColumn.NULLS),
                    manifest.column(leaf, Manifest.LeafColumn.NANS));
        }
    }

    private GroupBounds(FileSet files, String column, @Nullable Keys keys, boolean nullable) {
        this.files = files;
        this.column = column;
        this.bounds = ColumnBounds.of(files, column);
        this.keys = keys;
        this.nullable = nullable;
    }

    /** @throws dev.colonnade.error.PlanException NO_SUCH_COLUMN */
    public static GroupBounds of(FileSet files, String column) {
        Field field = files.schema().field(column);
        boolean partition =
                files.partitionFields().stream().anyMatch(f -> f.name().equals(column));
        boolean first = true;
        boolean nullable = true;
        boolean alike = !partition && SortKeys.kind(field.type()) != null;
        for (Schema schema : files.manifest().lists().schemas()) {
            Field stored = schema.find(column).orElse(null);
            if (stored != null) {
                alike &= stored.type().equals(field.type()) && (first || stored.nullable() == nullable);
                nullable = stored.nullable();
                first = false;
            }
        }
        int leaf = alike ? files.manifest().leaf(List.of(column)) : -1;
        return new GroupBounds(files, column, leaf < 0 ? null : Keys.of(files.manifest(), leaf), nullable);
    }

    /** Whether {@link #lowKey} and {@link #highKey} are known. */
    public boolean hasKeys() {
        return keys != null;
    }

    /** The key of the least value; the smallest of all if it is not known, the greatest if there is no value. */
    public long lowKey(int rowGroup) {
        return Objects.requireNonNull(keys).low()[rowGroup];
    }

    /** The key of the greatest value; the greatest of all if it is not known or may be NaN, the smallest if there is no value. */
    public long highKey(int rowGroup) {
        return Objects.requireNonNull(keys).high()[rowGroup];
    }

    /** The key of a value of the column: a smaller value has no greater key. */
    public static long key(Object value) {
        return SortKeys.key(value);
    }

    public long rows(int rowGroup) {
        return files.rowsOf(rowGroup);
    }

    /** How many values are null, -1 if unknown. */
    public long nullCount(int file, int rowGroup) {
        Keys known = keys;
        if (known == null) {
            return at(file, rowGroup).nullCount();
        }
        if (!Manifest.isPresent(known.flags()[rowGroup])) {
            return files.rowsOf(rowGroup);
        }
        return nullable ? known.nulls()[rowGroup] : 0;
    }

    /** How many values are NaN, -1 if unknown. */
    public long nanCount(int file, int rowGroup) {
        Keys known = keys;
        return known == null ? at(file, rowGroup).nanCount() : known.nans()[rowGroup];
    }

    /** Whether the least value is in the row group. */
    public boolean isMinExact(int file, int rowGroup) {
        Keys known = keys;
        return known == null ? at(file, rowGroup).minExact() : Manifest.isMinExact(known.flags()[rowGroup]);
    }

    /** Whether the greatest value is in the row group. */
    public boolean isMaxExact(int file, int rowGroup) {
        Keys known = keys;
        return known == null ? at(file, rowGroup).maxExact() : Manifest.isMaxExact(known.flags()[rowGroup]);
    }

    /** The bound itself, which is made when it is asked for; null if it is not known or all values are null. */
    public @Nullable Object min(int file, int rowGroup) {
        return at(file, rowGroup).min();
    }

    /** As {@link #min}. */
    public @Nullable Object max(int file, int rowGroup) {
        return at(file, rowGroup).max();
    }

    private ColumnBounds.Bounds at(int file, int rowGroup) {
        ColumnBounds.Bounds known = current;
        if (known == null || group != rowGroup) {
            known = bounds.in(files.files().get(file), files.manifest().rowGroup(rowGroup));
            current = known;
            group = rowGroup;
        }
        return known;
    }

    @Override
    public String toString() {
        return column;
    }
}
