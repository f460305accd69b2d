package dev.colonnade.write;

import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Table;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/** Runs plans for this room, on the thread that asks. */
public interface RowEngine {
    /** Writes the rows of a plan. @throws dev.colonnade.error.QueryException if the engine fails or is stopped */
    List<WrittenFile> write(LogicalPlan rows, WriteOrder order);

    /** The rows of a plan that has few. @throws dev.colonnade.error.QueryException if the engine fails or is stopped */
    Table read(LogicalPlan rows);
}
