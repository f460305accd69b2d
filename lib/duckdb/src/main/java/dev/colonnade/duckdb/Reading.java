package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query reads.
 *
 * @param files as its snapshots have them
 * @param bytes the compressed bytes of the columns needed, at most
 * @param use the instance that suits it
 */
record Reading(List<DataFile> files, long bytes, Instance.Use use) {
    static final Reading NOTHING = new Reading(List.of(), 0, Instance.Use.EVERYTHING);

    /** What one thread reads before others would have been woken. */
    private static final int FEW_FILES = 16;

    private static final long FEW_ROWS = 50_000;
    private static final long FEW_BYTES = 1L << 20;

    static Reading of(ExecutablePlan plan) {
        List<ScanTask> tasks = plan.tasks();
        if (tasks.size() == 1) {
            ScanTask task = tasks.get(0);
            boolean little = task.files().size() <= FEW_FILES
                    && task.report().rowsRead() <= FEW_ROWS
                    && task.report().bytesRead() <= FEW_BYTES
                    && isChain(plan.plan());
            return new Reading(
                    task.files(),
                    task.report().bytesRead(),
                    little ? Instance.Use.SHORT_READS : Instance.Use.EVERYTHING);
        }
        List<DataFile> files = new ArrayList<>();
        long bytes = 0;
        for (ScanTask task : tasks) {
            files.addAll(task.files());
            bytes += task.report().bytesRead();
        }
        return new Reading(files, bytes, Instance.Use.EVERYTHING);
    }

    /** Whether rows only become fewer on their way from the scan: no join, and no text that may hold one. */
    private static boolean isChain(LogicalPlan plan) {
        LogicalPlan node = plan;
        while (node.inputs().size() == 1 && !(node instanceof LogicalPlan.Sql)) {
            node = node.inputs().get(0);
        }
        return node instanceof LogicalPlan.Scan;
    }
}
