package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;

/**
 * Which parts of a file set hold only rows for which a predicate is true. A yes is certain, a no is not. Safe for use by
 * several threads.
 */
public final class StrictEvaluator {
    private final FileRanges ranges;

    /** @param predicate a boolean expression bound to the schema of {@code files} */
    public StrictEvaluator(FileSet files, BoundExpr predicate) {
        this.ranges = new FileRanges(files, predicate);
    }

    /** Whether all rows of all its row groups match; so do those of a file without rows. */
    public boolean allMatch(DataFile file) {
        return file.rowGroups().stream().allMatch(group -> allMatch(file, group));
    }

    /** Whether all rows of the row group match; so do those of an empty one. */
    public boolean allMatch(DataFile file, RowGroup group) {
        return group.rowCount() == 0 || ranges.over(file, group).isTrue();
    }
}
