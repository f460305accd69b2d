package dev.colonnade.parquet;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;

/** A query that runs: when to stop, and how far it is. */
final class Running {
    private final ExecutionContext context;
    private final long total;
    private long done;

    Running(ExecutionContext context, ExecutablePlan plan) {
        this.context = context;
        this.total = plan.tasks().stream()
                .mapToLong(task -> task.report().rowsRead())
                .sum();
    }

    int batchRows() {
        return context.batchRows();
    }

    /** @throws dev.colonnade.error.QueryException if the query has to stop */
    void check() {
        context.cancel().check();
    }

    void read(int rows) {
        done += rows;
        if (total > 0) {
            context.progress().progress(Math.min(1, (double) done / total));
        }
    }
}
