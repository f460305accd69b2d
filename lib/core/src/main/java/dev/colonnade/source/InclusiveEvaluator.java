package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a file set may hold a row for which a predicate is true. A no is certain, a yes is not. Safe for use by
 * several threads.
 */
public final class InclusiveEvaluator {
    private final FileRanges ranges;

    /** @param predicate a boolean expression bound to the schema of {@code files} */
    public InclusiveEvaluator(FileSet files, BoundExpr predicate) {
        this.ranges = new FileRanges(files, predicate);
    }

    /** By the file's partition values alone. */
    public boolean mayMatchPartition(DataFile file) {
        return mayMatchPartition(file.partitionValues());
    }

    /** By these partition values alone. */
    boolean mayMatchPartition(List<@Nullable Object> values) {
        return ranges.overPartition(values).mayBeTrue();
    }

    /** By partition values and statistics: whether one of its row groups may match. */
    public boolean mayMatch(DataFile file) {
        return file.rowGroups().stream().anyMatch(group -> mayMatch(file, group));
    }

    /** By partition values and statistics. */
    public boolean mayMatch(DataFile file, RowGroup group) {
        return group.rowCount() > 0 && ranges.over(file, group).mayBeTrue();
    }
}
