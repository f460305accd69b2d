package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.GroupBounds;
import dev.colonnade.source.Pruning;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Values;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A value that enough rows of a scan reach, by statistics alone: a row group of {@code n} matching rows whose least value is
 * {@code v} has {@code n} rows that reach {@code v} from above.
 */
final class TopRows {
    private final Scan scan;
    private final GroupBounds column;
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

    private long worstKey;
    private long thresholdKey;
    private boolean onlyNulls;

    /** So many rows reach that value. */
    private record Reach(Object value, long rows) {}

    private TopRows(Scan scan, String column, long wanted, boolean descending, boolean nullsFirst) {
        this.scan = scan;
        this.column = GroupBounds.of(scan.files(), column);
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
        FileSet files = scan.files();
        int count = files.files().size();
        if (files.rowGroupCount() < 2) {
            return null;
        }
        TopRows top = new TopRows(scan, column, wanted, descending, nullsFirst);
        boolean backwards = top.beginsBehind();
        for (int i = 0; i < count; i++) {
            int position = backwards ? count - 1 - i : i;
            if (scan.selects(position)) {
                top.add(position);
            }
        }
        return top.leavesOut() ? top : null;
    }

    /** Whether the last row group looks better than the first, so that few others come after it that are better still. */
    private boolean beginsBehind() {
        int last = scan.files().rowGroupCount() - 1;
        return column.hasKeys()
                && (descending ? column.lowKey(last) > column.lowKey(0) : column.highKey(last) < column.highKey(0));
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
        for (int group = files.firstRowGroup(position); group < files.firstRowGroup(position + 1); group++) {
            if (files.rowsOf(group) > 0 && (pruning == null || pruning.keeps(group))) {
                add(position, group);
            }
        }
    }

    private void add(int position, int group) {
        long groupRows = scan.files().rowsOf(group);
        long nulls = column.nullCount(position, group);
        mayHaveNulls |= nulls != 0;
        onlyNulls |= nulls == groupRows && !nullsFirst;
        long nans = column.nanCount(position, group);
        boolean mayStay = descending && nans != 0 || nullsFirst && nulls != 0;
        if (!mayStay && mayBeWorst(group)) {
            Object best = descending ? column.max(position, group) : column.min(position, group);
            if (best != null && (worst == null || compare(best, worst) < 0)) {
                worst = best;
                worstKey = column.hasKeys() ? GroupBounds.key(best) : 0;
            }
        }
        boolean counted = nulls >= 0 && (descending || nans >= 0);
        long reaching = groupRows - nulls - (descending ? 0 : nans);
        if (counted && reaching > 0 && mayImprove(group)) {
            Object value = descending ? column.min(position, group) : column.max(position, group);
            if (value != null && improves(value) && allMatch(position, group)) {
                add(new Reach(value, reaching));
            }
        }
    }

    private boolean allMatch(int position, int group) {
        if (allMatch == null) {
            return true;
        }
        DataFile file = scan.files().files().get(position);
        return allMatch.allMatch(file, file.rowGroups().get(group - scan.files().firstRowGroup(position)));
    }

    /** By the keys, which tell no two values apart that are close. */
    private boolean mayBeWorst(int group) {
        if (worst == null || !column.hasKeys()) {
            return true;
        }
        return descending ? column.highKey(group) <= worstKey : column.lowKey(group) >= worstKey;
    }

    /** As {@link #mayBeWorst}. */
    private boolean mayImprove(int group) {
        if (rows < wanted || !column.hasKeys()) {
            return true;
        }
        return descending ? column.lowKey(group) >= thresholdKey : column.highKey(group) <= thresholdKey;
    }

    private void add(Reach reach) {
        reached.add(reach);
        rows += reach.rows();
        while (rows - reached.element().rows() >= wanted) {
            rows -= reached.remove().rows();
        }
        thresholdKey = column.hasKeys() ? GroupBounds.key(threshold()) : 0;
    }

    private boolean improves(Object value) {
        return rows < wanted || compare(value, threshold()) > 0;
    }
}
