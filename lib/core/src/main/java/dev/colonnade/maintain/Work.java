package dev.colonnade.maintain;

import dev.colonnade.backend.ProgressListener;
import dev.colonnade.batch.Table;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import dev.colonnade.write.DatasetWriter;
import dev.colonnade.write.RowEngine;

/** What maintenance needs of a session, while one operation runs. */
public interface Work {
    /** The session's engine. @param progress hears how far each write is */
    RowEngine engine(ProgressListener progress);

    /** One SELECT in the engine's SQL over a dataset, which the text calls {@code self}. */
    LogicalPlan sql(FileSet dataset, String text);

    /** Hears how far the operation is. */
    ProgressListener progress();

    /** @throws dev.colonnade.error.QueryException if the operation has to stop */
    void check();

    /** Writes by the session's engine. @param progress as of {@link #engine} */
    default DatasetWriter writer(ProgressListener progress) {
        return new DatasetWriter(engine(progress), DatasetOptions.defaults());
    }

    /** The few rows of a plan. */
    default Table collect(LogicalPlan plan) {
        return engine(ProgressListener.NONE).read(plan);
    }
}
