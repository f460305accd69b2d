package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.scan.ScanTask;

/** What a plan costs DuckDB: a start, each file that it opens, and each byte that it decodes. */
final class CostModel {
    private static final double START_MILLIS = 1.0;
    private static final double FILE_MILLIS = 0.07;
    private static final double MEBIBYTE_MILLIS = 4.0;

    private CostModel() {}

    static double millis(ExecutablePlan plan) {
        double millis = START_MILLIS;
        for (ScanTask task : plan.tasks()) {
            ScanReport report = task.report();
            millis += report.filesRead() * FILE_MILLIS + report.bytesRead() / 1048576.0 * MEBIBYTE_MILLIS;
        }
        return millis;
    }
}
