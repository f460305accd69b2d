package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.source.ColumnBounds;
import dev.colonnade.source.ColumnBounds.Bounds;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Pruning;
import dev.colonnade.source.RowGroup;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Values;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A value that enough rows of a scan reach, by statistics alone: a row group of {@code n} matching rows whose least value is
 * {@code v} has {@code n} rows that reach {@code v} from above.
 */
final class TopRows {
    private final Scan scan;
    private final ColumnBounds column;
    private final long wanted;
    private final boolean descending;
    private final boolean nullsFirst;
    private final @Nullable Pruning pruning;
    private final @Nullable StrictEvaluator allMatch;
    /** The row groups with the best values that together have the wanted rows, the worst value on top. */
    private final PriorityQueue<Reach> reached;

    private long rows;
    private boolean mayHaveNulls;
    /** Of the best values of the row groups that can be left out if a threshold beats it, the worst. */
    private @Nullable Object worst;

    private boolean onlyNulls;

    /** So many rows reach that value. */
    private record Reach(Object value, long rows) {}

    private TopRows(Scan scan, String column, long wanted, boolean descending, boolean nullsFirst) {
        this.scan = scan;
        this.column = ColumnBounds.of(scan.files(), column);
        this.wanted = wanted;
        this.descending = descending;
        this.nullsFirst = nullsFirst;
        BoundExpr filter = scan.filter();
        this.pruning = filter == null ? null : scan.files().prune(BoundExprs.conjuncts(filter), scan.selection());
        this.allMatch = filter == null ? null : new StrictEvaluator(scan.files(), filter);
        this.reached = new PriorityQueue<>((a, b) -> compare(a.value(), b.value()));
    }

    /**
     * For the first rows of a scan by a column of its file set.
     *
     * @return null if no threshold is known that leaves out a row group
     */
    static @Nullable TopRows of(Scan scan, String column, long wanted, boolean descending, boolean nullsFirst) {
        List<DataFile> files = scan.files().files();
        if (files.size() == 1 && files.get(0).rowGroups().size() < 2) {
            return null;
        }
        TopRows top = new TopRows(scan, column, wanted, descending, nullsFirst);
        for (int i = 0; i < files.size(); i++) {
            if (scan.selects(i)) {
                top.add(i);
            }
        }
        return top.leavesOut() ? top : null;
    }

    /** At least the wanted rows are not null and not behind this value. */
    Object threshold() {
        return reached.element().value();
    }

    /** Whether a row that matches may have no value. */
    boolean mayHaveNulls() {
        return mayHaveNulls;
    }

    /** Negative if {@code a} comes behind {@code b} in the order that is asked for. */
    private int compare(Object a, Object b) {
        return descending ? Values.compare(a, b) : Values.compare(b, a);
    }

    private boolean leavesOut() {
        if (rows < wanted) {
            return false;
        }
        return onlyNulls || worst != null && compare(worst, threshold()) < 0;
    }

    private void add(int position) {
        FileSet files = scan.files();
        int first = files.firstRowGroup(position);
        DataFile file = null;
        for (int group = first; group < files.firstRowGroup(position + 1); group++) {
            if (files.rowsOf(group) > 0 && (pruning == null || pruning.keeps(group))) {
                file = file == null ? files.files().get(position) : file;
                add(file, file.rowGroups().get(group - first));
            }
        }
    }

    private void add(DataFile file, RowGroup group) {
        Bounds bounds = column.in(file, group);
        mayHaveNulls |= bounds.nullCount() != 0;
        boolean isNull = bounds.nullCount() == group.rowCount();
        onlyNulls |= isNull && !nullsFirst;
        Object best = descending ? bounds.max() : bounds.min();
        boolean mayStay = descending && bounds.nanCount() != 0 || nullsFirst && bounds.nullCount() != 0;
        if (best != null && !mayStay && (worst == null || compare(best, worst) < 0)) {
            worst = best;
        }
        Object value = descending ? bounds.min() : bounds.max();
        boolean counted = bounds.nullCount() >= 0 && (descending || bounds.nanCount() >= 0);
        long reaching = group.rowCount() - bounds.nullCount() - (descending ? 0 : bounds.nanCount());
        if (value != null
                && counted
                && reaching > 0
                && improves(value)
                && (allMatch == null || allMatch.allMatch(file, group))) {
            add(new Reach(value, reaching));
        }
    }

    private void add(Reach reach) {
        reached.add(reach);
        rows += reach.rows();
        while (rows - reached.element().rows() >= wanted) {
            rows -= reached.remove().rows();
        }
    }

    private boolean improves(Object value) {
        return rows < wanted || compare(value, threshold()) > 0;
    }
}
