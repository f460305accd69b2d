package dev.colonnade.scan;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.InclusiveEvaluator;
import dev.colonnade.source.RowGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A scan task without the files that one more condition rules out, found after the task was planned. The scan itself does
 * not filter by the condition.
 */
public final class FilesLeftOut {
    private final Set<String> needed;
    private final List<DataFile> files = new ArrayList<>();
    private long groupsBefore;
    private long groups;
    private long rows;
    private long bytes;

    private FilesLeftOut(LogicalPlan.Scan scan) {
        needed = new HashSet<>(scan.columns());
        BoundExpr filter = scan.filter();
        if (filter != null) {
            needed.addAll(BoundExprs.columns(filter));
        }
    }

    /**
     * The task with the files that may hold a row that its filter and the condition are true of.
     *
     * @param condition bound to the schema of the scan's file set
     * @param evidence names the condition in the report
     */
    public static ScanTask by(BoundExpr condition, String evidence, ScanTask task) {
        LogicalPlan.Scan scan = task.scan();
        BoundExpr filter = scan.filter() == null ? BoundExpr.Literal.TRUE : scan.filter();
        InclusiveEvaluator before = new InclusiveEvaluator(scan.files(), filter);
        InclusiveEvaluator after = new InclusiveEvaluator(scan.files(), BoundExprs.and(List.of(filter, condition)));
        FilesLeftOut kept = new FilesLeftOut(scan);
        for (DataFile file : task.files()) {
            if (after.mayMatchPartition(file)) {
                kept.add(file, before, after);
            }
        }
        return new ScanTask(scan, kept.files, kept.report(task, evidence));
    }

    private void add(DataFile file, InclusiveEvaluator before, InclusiveEvaluator after) {
        List<RowGroup> left = file.rowGroups().stream()
                .filter(group -> after.mayMatch(file, group))
                .toList();
        if (left.isEmpty()) {
            return;
        }
        files.add(file);
        groupsBefore += file.rowGroups().stream()
                .filter(group -> before.mayMatch(file, group))
                .count();
        groups += left.size();
        for (RowGroup group : left) {
            rows += group.rowCount();
            bytes += bytes(group);
        }
    }

    private long bytes(RowGroup group) {
        long sum = 0;
        for (String column : needed) {
            ColumnStats stats = group.columns().get(column);
            sum += stats == null ? 0 : stats.compressedBytes();
        }
        return sum;
    }

    private ScanReport report(ScanTask task, String evidence) {
        ScanReport before = task.report();
        List<ScanReport.Step> steps = new ArrayList<>(before.steps());
        steps.add(new ScanReport.Step(evidence, task.files().size() - files.size(), groupsBefore - groups));
        return new ScanReport(
                before.dataset(),
                before.filesTotal(),
                files.size(),
                before.rowGroupsTotal(),
                groups,
                before.bytesTotal(),
                Math.min(bytes, before.bytesRead()),
                before.rowsTotal(),
                rows,
                steps);
    }
}
