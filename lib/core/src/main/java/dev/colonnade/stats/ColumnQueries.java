package dev.colonnade.stats;

import dev.colonnade.batch.Table;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/** How a report asks its dataset: the only way in which this room runs anything. */
public interface ColumnQueries {
    /**
     * All rows of one column, under the name {@code value}.
     *
     * @param path the column, or the column and the fields of structs down to the wanted one
     */
    LogicalPlan values(List<String> path);

    /** Runs the plan. @throws dev.colonnade.error.QueryException */
    Table collect(LogicalPlan plan);
}
