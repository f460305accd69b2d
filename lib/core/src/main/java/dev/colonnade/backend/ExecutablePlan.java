package dev.colonnade.backend;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanTask;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** An optimized plan and, for each of its scan nodes, the files to read. */
public final class ExecutablePlan {
    private final LogicalPlan plan;
    private final List<ScanTask> tasks;
    private final Map<LogicalPlan.Scan, ScanTask> byScan = new IdentityHashMap<>();

    public ExecutablePlan(LogicalPlan plan, List<ScanTask> tasks) {
        this.plan = plan;
        this.tasks = List.copyOf(tasks);
        this.tasks.forEach(task -> byScan.put(task.scan(), task));
    }

    public LogicalPlan plan() {
        return plan;
    }

    /** From left to right. */
    public List<ScanTask> tasks() {
        return tasks;
    }

    /** The task of a scan node of this plan, by identity. */
    public ScanTask task(LogicalPlan.Scan scan) {
        ScanTask task = byScan.get(scan);
        if (task == null) {
            throw new ColonnadeException(ErrorCode.INTERNAL, "A scan of the plan has no task: " + scan + ".");
        }
        return task;
    }
}
