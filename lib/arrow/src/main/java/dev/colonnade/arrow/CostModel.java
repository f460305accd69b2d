package dev.colonnade.arrow;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.scan.ScanTask;

/**
 * What a plan costs here: each file is opened and decoded by one thread, and what is decoded needs no copy. The numbers are those
 * of the table in docs/concepts/backends.md.
 */
final class CostModel {
    private static final double START_MILLIS = 0.6;
    private static final double FILE_MILLIS = 0.7;
    private static final double NANOS_PER_CELL = 32;
    private static final double NANOS_PER_FILTERED_CELL = 6;

    private CostModel() {}

    static double millis(ExecutablePlan plan, int threads) {
        double millis = START_MILLIS;
        for (ScanTask task : plan.tasks()) {
            ScanReport report = task.report();
            LogicalPlan.Scan scan = task.scan();
            double cells = (double) report.rowsRead()
                    * Math.max(1, new ScanLayout(scan).needed().size());
            double nanos = NANOS_PER_CELL + (scan.filter() == null ? 0 : NANOS_PER_FILTERED_CELL);
            double workers = Math.max(1, Math.min(threads, report.filesRead()));
            millis += (report.filesRead() * FILE_MILLIS + cells * nanos / 1e6) / workers;
        }
        return millis;
    }
}
