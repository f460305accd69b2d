package dev.colonnade.source;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
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
    private final int leaf;
    private final boolean nullable;
    private int group = -1;
    private ColumnBounds.@Nullable Bounds current;

    private GroupBounds(FileSet files, String column, int leaf, boolean nullable) {
        this.files = files;
        this.column = column;
        this.bounds = ColumnBounds.of(files, column);
        this.leaf = leaf;
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
        return new GroupBounds(files, column, alike ? files.manifest().leaf(List.of(column)) : -1, nullable);
    }

    /** Whether keys are known; then a smaller value has no greater key. */
    public boolean hasKeys() {
        return leaf >= 0;
    }

    /** The key of the least value; the smallest of all if it is not known, the greatest if there is no value. */
    public long lowKey(int rowGroup) {
        return files.manifest().column(leaf, Manifest.LeafColumn.LOW)[rowGroup];
    }

    /** The key of the greatest value; the greatest of all if it is not known or may be NaN, the smallest if there is no value. */
    public long highKey(int rowGroup) {
        return files.manifest().column(leaf, Manifest.LeafColumn.HIGH)[rowGroup];
    }

    /** The key of a value of the column. */
    public static long key(Object value) {
        return SortKeys.key(value);
    }

    /** How many values are null, -1 if unknown. */
    public long nullCount(int file, int rowGroup) {
        if (!hasKeys()) {
            return at(file, rowGroup).nullCount();
        }
        Manifest manifest = files.manifest();
        if (!manifest.isPresent(leaf, rowGroup)) {
            return manifest.rows(rowGroup);
        }
        return nullable ? manifest.column(leaf, Manifest.LeafColumn.NULLS)[rowGroup] : 0;
    }

    /** How many values are NaN, -1 if unknown. */
    public long nanCount(int file, int rowGroup) {
        return hasKeys()
                ? files.manifest().column(leaf, Manifest.LeafColumn.NANS)[rowGroup]
                : at(file, rowGroup).nanCount();
    }

    public boolean isMinExact(int file, int rowGroup) {
        return hasKeys()
                ? files.manifest().isMinExact(leaf, rowGroup)
                : at(file, rowGroup).minExact();
    }

    public boolean isMaxExact(int file, int rowGroup) {
        return hasKeys()
                ? files.manifest().isMaxExact(leaf, rowGroup)
                : at(file, rowGroup).maxExact();
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
