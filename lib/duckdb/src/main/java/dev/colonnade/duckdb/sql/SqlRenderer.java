package dev.colonnade.duckdb.sql;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.plan.LogicalPlan;

/** The door of this room: SQL for a plan. Stateless. */
public final class SqlRenderer {
    private SqlRenderer() {}

    /**
     * The statement whose rows are the plan's.
     *
     * @throws dev.colonnade.error.PlanException NOT_SUPPORTED if a constant has no engine value
     */
    public static SqlQuery render(ExecutablePlan executable) {
        LogicalPlan plan = executable.plan();
        boolean inOrder = RowOrder.matters(plan);
        PlanSql renderer = new PlanSql(executable, inOrder);
        Select select = plan.accept(renderer);
        SqlWriter writer = SqlWriter.write(select);
        boolean sortedBelow =
                RowOrder.of(plan) == RowOrder.SORTED && select.orderBy().isEmpty();
        return new SqlQuery(
                writer.text(),
                writer.parameters(),
                renderer.variables(),
                inOrder || sortedBelow || RowOrder.mayMatter(plan),
                plan.schema());
    }
}
