package dev.colonnade.write;

import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.batch.Table;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/** Runs plans for this room, on the thread that asks. */
public interface RowEngine {
    /** Asks before anything is done. @throws dev.colonnade.error.PlanException NOT_SUPPORTED if no such files can be written */
    void require(ParquetFormat format);

    /** Writes the rows of a plan. @throws dev.colonnade.error.QueryException if the engine fails or is stopped */
    List<WrittenFile> write(LogicalPlan rows, WriteOrder order);

    /** The rows of a plan that has few. @throws dev.colonnade.error.QueryException if the engine fails or is stopped */
    Table read(LogicalPlan rows);
}
