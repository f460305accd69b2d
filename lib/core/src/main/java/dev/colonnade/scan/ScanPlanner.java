package dev.colonnade.scan;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import java.util.List;

/** Decides which files a scan has to read. */
public final class ScanPlanner {
    private ScanPlanner() {}

    /** The files that may hold a matching row. */
    public static ScanTask plan(LogicalPlan.Scan scan) {
        List<DataFile> files = scan.files().files();
        long groups = files.stream().mapToLong(f -> f.rowGroups().size()).sum();
        long bytes = scan.files().sizeBytes();
        long rows = scan.files().rowCount();
        ScanReport report = new ScanReport(
                String.join(", ", scan.files().locations()),
                files.size(),
                files.size(),
                groups,
                groups,
                bytes,
                bytes,
                rows,
                rows,
                List.of());
        return new ScanTask(scan, files, report);
    }
}
