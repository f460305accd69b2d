package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.scan.ScanTask;
import java.util.HashSet;
import java.util.Set;

/**
 * What a plan costs DuckDB: it opens files fast and decodes row groups on all threads, but rows that leave it are copied by one. The
 * numbers are those of the table in docs/concepts/backends.md.
 */
final class CostModel {
    private static final double START_MILLIS = 1.0;
    private static final double FILE_MILLIS = 0.07;
    private static final double NANOS_PER_CELL = 6;
    private static final double NANOS_PER_DELIVERED_CELL = 9;

    private CostModel() {}

    static double millis(ExecutablePlan plan, int threads) {
        double millis = START_MILLIS;
        for (ScanTask task : plan.tasks()) {
            ScanReport report = task.report();
            double cells = (double) report.rowsRead() * Math.max(1, columns(task.scan()));
            millis += report.filesRead() * FILE_MILLIS + cells * NANOS_PER_CELL / 1e6 / threads;
        }
        boolean deliversAll = plan.plan() instanceof LogicalPlan.Scan scan && scan.filter() == null;
        double delivered = deliversAll
                ? (double) plan.tasks().get(0).report().rowsRead()
                        * plan.plan().schema().size()
                : 0;
        return millis + delivered * NANOS_PER_DELIVERED_CELL / 1e6;
    }

    private static int columns(LogicalPlan.Scan scan) {
        Set<String> needed = new HashSet<>(scan.columns());
        if (scan.filter() != null) {
            needed.addAll(BoundExprs.columns(scan.filter()));
        }
        return needed.size();
    }
}
