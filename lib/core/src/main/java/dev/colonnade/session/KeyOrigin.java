package dev.colonnade.session;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scan that a plan's column comes from, where leaving out rows by that column leaves out the plan's rows of the same
 * values and changes no other row.
 *
 * @param scan the scan
 * @param column the column of its file set
 */
record KeyOrigin(LogicalPlan.Scan scan, String column) {

    /** Null if there is no such scan. */
    static @Nullable KeyOrigin of(LogicalPlan plan, String name) {
        if (plan instanceof LogicalPlan.Scan scan) {
            return scan.limit() < 0 ? new KeyOrigin(scan, name) : null;
        }
        if (plan instanceof LogicalPlan.Project project) {
            return of(project.input(), project.exprs(), name);
        }
        if (plan instanceof LogicalPlan.Aggregate aggregate) {
            return of(aggregate.input(), aggregate.keys(), name);
        }
        if (plan instanceof LogicalPlan.Join join) {
            boolean left = join.left().schema().contains(name);
            boolean kept = join.type() == JoinType.INNER
                    || join.type() == JoinType.CROSS
                    || (left ? !join.type().padsLeft() : join.type() == JoinType.RIGHT);
            return kept ? of(left ? join.left() : join.right(), name) : null;
        }
        boolean passes = plan instanceof LogicalPlan.Filter
                || plan instanceof LogicalPlan.Sort
                || plan instanceof LogicalPlan.Distinct;
        return passes ? of(plan.inputs().get(0), name) : null;
    }

    private static @Nullable KeyOrigin of(LogicalPlan input, List<NamedExpr> columns, String name) {
        for (NamedExpr named : columns) {
            if (named.name().equals(name)) {
                return named.expr() instanceof BoundExpr.Column column ? of(input, column.name()) : null;
            }
        }
        return null;
    }
}
