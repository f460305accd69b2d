package dev.colonnade.session;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Table;
import dev.colonnade.maintain.Work;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.RowEngine;
import java.util.List;

/**
 * What a session does for one operation of maintenance.
 *
 * @param cancel fires when the operation has to stop
 */
record SessionWork(Workspace workspace, CancelSignal cancel, ProgressListener progress) implements Work {
    /** Starts the session's engine when it is first asked for something. */
    @Override
    public RowEngine engine(ProgressListener listener) {
        ExecutionContext context = new ExecutionContext(ExecutionContext.DEFAULT_BATCH_ROWS, cancel, listener);
        return new RowEngine() {
            @Override
            public void require(ParquetFormat format) {
                workspace.rows(context).require(format);
            }

            @Override
            public List<WrittenFile> write(LogicalPlan rows, WriteOrder order) {
                return workspace.rows(context).write(rows, order);
            }

            @Override
            public Table read(LogicalPlan rows) {
                return workspace.rows(context).read(rows);
            }
        };
    }

    @Override
    public LogicalPlan sql(FileSet dataset, String text) {
        return workspace.sqlOver("self", new LiveFiles(dataset, RefreshPolicy.explicit()), text);
    }

    @Override
    public void check() {
        cancel.check();
    }
}
